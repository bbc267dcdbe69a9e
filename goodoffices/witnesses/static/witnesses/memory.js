// What this browser keeps as a witness: a key, the host's key, and the last good checkpoint of each book. Saved as a file, it is
// also what `goodoffices witness` keeps, so that a key may move between the two.
import { base64Of, fromBase64 } from "../record/check/bytes.js";
import { verifierOf } from "./cosigning.js";

const FORMAT = "goodoffices-witness/1";
const place = (store) => `goodoffices-witness/${store}`;

/** null where no key is kept. */
export function memory(store) {
  const kept = localStorage.getItem(place(store));
  return kept ? read(kept) : null;
}

export function keep(store, kept) {
  localStorage.setItem(place(store), spelled(kept));
}

export const forget = (store) => localStorage.removeItem(place(store));

export function made(called, host) {
  const seed = crypto.getRandomValues(new Uint8Array(32)), mark = crypto.getRandomValues(new Uint8Array(3));
  return { name: `${called}-${Array.from(mark, (byte) => byte.toString(16).padStart(2, "0")).join("")}`, seed, host, seen: {} };
}

export const verifier = ({ name, seed }) => verifierOf(name, seed);

export const spelled = ({ name, seed, host, seen }) =>
  JSON.stringify({ format: FORMAT, name, seed: base64Of(seed), host, seen }, null, 2);

/** What a saved file holds; null if it is none. */
export function read(text) {
  try {
    const { format, name, seed, host, seen } = JSON.parse(text), bytes = fromBase64(seed);
    const whole = format === FORMAT && /^[^\s+]+$/.test(name) && bytes?.length === 32 && typeof host === "string";
    return whole && typeof seen === "object" && seen ? { name, seed: bytes, host, seen } : null;
  } catch {
    return null;
  }
}
