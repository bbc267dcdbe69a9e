// Ed25519 (RFC 8032, section 5.1): whether a signature holds, whose time may vary with what is public; and how one is made.
import { isSame, joined, numberInBytes, numberOf } from "./bytes.js";
import { sha512 } from "./hashes.js";

const P = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (number, by = P) => ((number % by) + by) % by;

function power(base, exponent) {
  let result = 1n;
  for (let square = mod(base); exponent; exponent >>= 1n, square = (square * square) % P) {
    if (exponent & 1n) result = (result * square) % P;
  }
  return result;
}

const inverse = (number) => power(number, P - 2n);
const D = mod(-121665n * inverse(121666n));
const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);

// A point is [x, y, z, t] in extended coordinates: x/z and y/z on the curve, t = xy/z.
const NEUTRAL = [0n, 1n, 1n, 0n];
const BASE = pointOf(numberInBytes(mod(4n * inverse(5n)), 32));

/** The point that 32 bytes spell; null if they spell none. */
function pointOf(bytes) {
  const spelled = numberOf(bytes), y = spelled & (2n ** 255n - 1n), odd = spelled >> 255n;
  if (y >= P) return null;
  const above = mod(y * y - 1n), below = mod(D * y * y + 1n), square = (above * inverse(below)) % P;
  let x = power(square, (P + 3n) / 8n);
  if ((x * x) % P !== square) x = (x * ROOT_OF_MINUS_ONE) % P;
  if ((x * x) % P !== square || (x === 0n && odd)) return null;
  if ((x & 1n) !== odd) x = P - x;
  return [x, y, 1n, (x * y) % P];
}

function bytesOfPoint([x, y, z]) {
  const over = inverse(z), odd = mod(x * over) & 1n;
  return numberInBytes(mod(y * over) | (odd << 255n), 32);
}

function sum([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = ((y1 - x1) * (y2 - x2)) % P, b = ((y1 + x1) * (y2 + x2)) % P;
  const c = (2n * D * t1 * t2) % P, d = (2n * z1 * z2) % P;
  const e = b - a, f = d - c, g = d + c, h = b + a;
  return [(e * f) % P, (g * h) % P, (f * g) % P, (e * h) % P];
}

const negative = ([x, y, z, t]) => [-x, y, z, -t];

/** m·M + n·N, both sums in one go. */
function sumOfMultiples(m, M, n, N) {
  const both = sum(M, N);
  let result = NEUTRAL;
  for (let bit = 255n; bit >= 0n; bit -= 1n) {
    result = sum(result, result);
    const inM = (m >> bit) & 1n, inN = (n >> bit) & 1n;
    if (inM || inN) result = sum(result, inM && inN ? both : inM ? M : N);
  }
  return result;
}

export function isSigned(publicKey, message, signature) {
  const key = pointOf(publicKey);
  if (!key || signature.length !== 64) return false;
  const first = signature.slice(0, 32), s = numberOf(signature.slice(32));
  if (s >= ORDER) return false;
  const k = mod(numberOf(sha512(joined(first, publicKey, message))), ORDER);
  return isSame(bytesOfPoint(sumOfMultiples(s, BASE, k, negative(key))), first);
}

/** A point of small order, or one spelled beyond the field: under some of these anybody can sign. */
export function isWeak(publicKey) {
  const y = numberOf(publicKey) & (2n ** 255n - 1n), square = y * y;
  if (y >= P || mod(y * (square - 1n)) === 0n) return true;
  // The doubled point has y' = 0 exactly for the points of order eight: x² = -y², with x² = (y² - 1) / (d·y² + 1).
  return mod(square - 1n + square * (D * square + 1n)) === 0n;
}

/** The secret number and the prefix that 32 secret bytes stand for (RFC 8032, section 5.1.5). */
function expanded(seed) {
  const hash = sha512(seed), low = hash.slice(0, 32);
  low[0] &= 248;
  low[31] = (low[31] & 127) | 64;
  return { secret: numberOf(low), prefix: hash.slice(32) };
}

const multiple = (m, M) => sumOfMultiples(m, M, 0n, NEUTRAL);

export const publicKeyOf = (seed) => bytesOfPoint(multiple(expanded(seed).secret, BASE));

/** The signature under a message (section 5.1.6). Its time varies with the key: for a person's own machine, now and then. */
export function signed(seed, message) {
  const { secret, prefix } = expanded(seed);
  const r = mod(numberOf(sha512(joined(prefix, message))), ORDER), first = bytesOfPoint(multiple(r, BASE));
  const k = mod(numberOf(sha512(joined(first, publicKeyOf(seed), message))), ORDER);
  return joined(first, numberInBytes(mod(r + k * secret, ORDER), 32));
}
