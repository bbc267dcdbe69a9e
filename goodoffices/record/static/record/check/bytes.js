// Bytes and their spellings. All functions take and give Uint8Array, except where the name says text.

export const bytesOf = (text) => new TextEncoder().encode(text);

/** UTF-8, strictly; throws TypeError for anything else. */
export const textOf = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

export const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export const isSame = (some, other) => some.length === other.length && some.every((byte, place) => byte === other[place]);

export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

export const base64Of = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
export const base64urlOf = (bytes) => base64Of(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** Standard base64 in its one right spelling; null for anything else. */
export function fromBase64(text) {
  try {
    const letters = atob(text);
    return btoa(letters) === text ? Uint8Array.from(letters, (letter) => letter.charCodeAt(0)) : null;
  } catch {
    return null;
  }
}

/** A number from its bytes, the least first, as Ed25519 spells them. */
export const numberOf = (bytes) => BigInt(`0x${hexOf(bytes.slice().reverse())}`);

export function numberInBytes(number, length) {
  const hex = number.toString(16).padStart(2 * length, "0");
  return Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16)).reverse();
}
