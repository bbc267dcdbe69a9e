// Cosignatures (C2SP tlog-cosignature, cosignature/v1), and whether a tree continues another (RFC 9162, section 2.1.4.2).
import { base64Of, bytesOf, fromBase64, hexOf, isSame, joined } from "../record/check/bytes.js";
import { isSigned, isWeak, publicKeyOf, signed } from "../record/check/ed25519.js";
import { sha256 } from "../record/check/hashes.js";

const HOST = 1, WITNESS = 4, NODE = Uint8Array.of(1);
const NOTE = /^((?:[^\u0000-\u001f]+\n)+)\n((?:\u2014 [^\s+]+ [A-Za-z0-9+/=]+\n)+)$/;

const idOf = (name, type, key) => sha256(joined(bytesOf(`${name}\n`), Uint8Array.of(type), key)).slice(0, 4);

/** A verifier key, `name+id+base64(type ‖ key)`; null if it is none of this type. */
export function keyOf(spelled, type = HOST) {
  const parts = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(spelled ?? ""), data = parts && fromBase64(parts[3]);
  if (!data || data.length !== 33 || data[0] !== type) return null;
  const key = { name: parts[1], id: idOf(parts[1], type, data.slice(1)), public: data.slice(1) };
  return hexOf(key.id) === parts[2] && !isWeak(key.public) ? key : null;
}

export function verifierOf(name, seed) {
  const key = publicKeyOf(seed);
  return `${name}+${hexOf(idOf(name, WITNESS, key))}+${base64Of(joined(Uint8Array.of(WITNESS), key))}`;
}

/** What a checkpoint says, if the host's key signed it; else null. */
export function opened(note, host) {
  const parts = NOTE.exec(note ?? "");
  if (!parts) return null;
  const lines = parts[2].split("\n").slice(0, -1).map((line) => line.split(" "));
  const theirs = lines.map(([, name, data]) => ({ name, data: fromBase64(data) }))
    .filter(({ name, data }) => data && name === host.name && isSame(data.slice(0, 4), host.id));
  const text = parts[1], [origin, size, root] = text.split("\n");
  const holds = theirs.length && theirs.every(({ data }) => isSigned(host.public, bytesOf(text), data.slice(4)));
  const hash = fromBase64(root ?? "");
  if (!holds || !/^(0|[1-9][0-9]{0,14})$/.test(size) || hash?.length !== 32) return null;
  return { text, origin, size: Number(size), root: hash };
}

function timeInBytes(at) {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setBigUint64(0, BigInt(at));
  return new Uint8Array(bytes.buffer);
}

/** The line of a witness below a checkpoint's text, given at `at`: seconds since 1970. */
export function cosignature(name, seed, text, at) {
  const message = bytesOf(`cosignature/v1\ntime ${at}\n${text}`), id = idOf(name, WITNESS, publicKeyOf(seed));
  return `\u2014 ${name} ${base64Of(joined(id, timeInBytes(at), signed(seed, message)))}\n`;
}

const node = (left, right) => sha256(joined(NODE, left, right));

/** Whether `proof` shows that the tree of `old` leaves continues as that of `size`; neither is empty. */
export function continues(old, size, oldRoot, root, proof) {
  if (old === size) return !proof.length && isSame(oldRoot, root);
  const steps = Number.isInteger(Math.log2(old)) ? [oldRoot, ...proof] : [...proof];
  if (!(old > 0 && old < size) || !steps.length) return false;
  let place = BigInt(old - 1), last = BigInt(size - 1);
  while (place & 1n) [place, last] = [place >> 1n, last >> 1n];
  let was = steps[0], now = steps[0];
  for (const beside of steps.slice(1)) {
    if (!last) return false;
    if (place & 1n || place === last) {
      [was, now] = [node(beside, was), node(beside, now)];
      while (place && !(place & 1n)) [place, last] = [place >> 1n, last >> 1n];
    } else now = node(now, beside);
    [place, last] = [place >> 1n, last >> 1n];
  }
  return !last && isSame(was, oldRoot) && isSame(now, root);
}
