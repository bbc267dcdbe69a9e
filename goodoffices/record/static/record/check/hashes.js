// SHA-256 and SHA-512 (FIPS 180-4). Written out, since a page that is opened as a file has no hashes of the browser's own
// everywhere; the constants are worked out from their definition.

const primes = [];
for (let n = 2; primes.length < 80; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);

/** The first 64 bits behind the point of the square (2) or cube (3) root of a number. */
function fraction(number, root) {
  const power = BigInt(root), aim = BigInt(number) << (64n * power);
  let low = 0n, high = BigInt(number) << 64n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** power <= aim) low = middle; else high = middle;
  }
  return BigInt.asUintN(64, low);
}

const ROUNDS = primes.map((prime) => fraction(prime, 3));
const START = primes.slice(0, 8).map((prime) => fraction(prime, 2));
const ROUNDS_256 = Uint32Array.from(ROUNDS.slice(0, 64), (word) => Number(word >> 32n));
const START_256 = Uint32Array.from(START, (word) => Number(word >> 32n));

/** The message, a one, zeros, and its length in bits: whole blocks. `block` and `counted`: lengths in bytes. */
function padded(message, block, counted) {
  const whole = new Uint8Array(Math.ceil((message.length + 1 + counted) / block) * block);
  whole.set(message);
  whole[message.length] = 0x80;
  const view = new DataView(whole.buffer);
  view.setUint32(whole.length - 8, Math.floor(message.length / 2 ** 29));
  view.setUint32(whole.length - 4, (message.length * 8) >>> 0);
  return view;
}

const turned = (word, by) => (word >>> by) | (word << (32 - by));

export function sha256(message) {
  const blocks = padded(message, 64, 8), state = START_256.slice(), words = new Int32Array(64);
  for (let place = 0; place < blocks.byteLength; place += 64) {
    for (let i = 0; i < 16; i += 1) words[i] = blocks.getInt32(place + 4 * i);
    for (let i = 16; i < 64; i += 1) {
      const x = words[i - 15], y = words[i - 2];
      const early = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3), late = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
      words[i] = words[i - 16] + early + words[i - 7] + late;
    }
    mixed256(state, words);
  }
  const hash = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => hash.setUint32(4 * i, word));
  return new Uint8Array(hash.buffer);
}

function mixed256(state, words) {
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS_256[i] + words[i]) | 0;
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + one) | 0;
    d = c; c = b; b = a; a = (one + two) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] += word; });
}

const turned64 = (word, by) => (word >> by) | BigInt.asUintN(64, word << (64n - by));
const whole64 = (word) => BigInt.asUintN(64, word);

/** For signatures only: short messages, so it may be slow. */
export function sha512(message) {
  const blocks = padded(message, 128, 16), state = START.slice(), words = new BigUint64Array(80);
  for (let place = 0; place < blocks.byteLength; place += 128) {
    for (let i = 0; i < 16; i += 1) words[i] = blocks.getBigUint64(place + 8 * i);
    for (let i = 16; i < 80; i += 1) {
      const x = words[i - 15], y = words[i - 2];
      const early = turned64(x, 1n) ^ turned64(x, 8n) ^ (x >> 7n), late = turned64(y, 19n) ^ turned64(y, 61n) ^ (y >> 6n);
      words[i] = words[i - 16] + early + words[i - 7] + late;
    }
    mixed512(state, words);
  }
  const hash = new DataView(new ArrayBuffer(64));
  state.forEach((word, i) => hash.setBigUint64(8 * i, word));
  return new Uint8Array(hash.buffer);
}

function mixed512(state, words) {
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 80; i += 1) {
    const one = h + (turned64(e, 14n) ^ turned64(e, 18n) ^ turned64(e, 41n)) + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i];
    const two = (turned64(a, 28n) ^ turned64(a, 34n) ^ turned64(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g; g = f; f = e; e = whole64(d + one);
    d = c; c = b; b = a; a = whole64(one + two);
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] = whole64(state[i] + word); });
}
