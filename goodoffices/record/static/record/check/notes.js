// Keys, and the signed notes that checkpoints are (C2SP signed-note, tlog-checkpoint, tlog-proof).
import { bytesOf, fromBase64, hexOf, isSame, joined } from "./bytes.js";
import { isSigned, isWeak } from "./ed25519.js";
import { sha256 } from "./hashes.js";
import { base64, demandShort, LONGEST_LINE, text } from "./reading.js";
import { fault, say, shown, within, Wrong } from "./sentences.js";

const MOST_SIGNATURES = 100;
const MOST_CHARACTERS = 2 ** 20; // of a signed note
const NAME = "[^+\\x00-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+"; // no space, no plus, no control character
const KEY = new RegExp(`^(${NAME})\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)$`);
const SIGNATURE = new RegExp(`^\\u2014 (${NAME}) ([A-Za-z0-9+/=]+)$`);
const NOTE = /^([^\u0000-\u0009\u000b-\u001f]*\n)\n((?:[^\u0000-\u001f]+\n)+)$/;
const PROOF = /^c2sp\.org\/tlog-proof@v1\n(?:extra ([A-Za-z0-9+/=]*)\n)?index (0|[1-9][0-9]{0,18})\n((?:[^\n]+\n){0,64})\n([^]+)$/;

/** A verifier key, `name+id+base64(type ‖ key)`. */
export class Key {
  constructor(spelled, what) {
    const parts = KEY.exec(spelled);
    if (!parts) throw new Wrong("key", "%(what)s is not a verifier key, written name+id+key.", { what });
    const data = base64(parts[3], what, 33);
    this.text = spelled;
    this.name = parts[1];
    this.id = sha256(joined(bytesOf(`${this.name}\n`), data)).slice(0, 4);
    this.public = data.slice(1);
    if (data[0] !== 1 || parts[2] !== hexOf(this.id) || isWeak(this.public)) {
      throw new Wrong("key", "%(what)s is damaged, or of a kind that proves nothing here.", { what });
    }
  }

  /** Something to read to each other: 128 bits of SHA-256 over the key's text, in groups of four. */
  get fingerprint() {
    return hexOf(sha256(bytesOf(this.text))).slice(0, 32).match(/..../g).join(" ");
  }
}

/** A signed checkpoint through which the entries must pass; of a proof, a leaf with its path besides. */
export class Mark {
  constructor(note, key, origin, what, faults) {
    const signed = signedText(note, key, what, faults), lines = signed.split("\n");
    if (lines.length < 4 || !lines.slice(0, -1).every(Boolean) || !/^(0|[1-9][0-9]{0,18})$/.test(lines[1])) {
      throw new Wrong("note", "%(what)s does not consist of an origin, a size and a root.", { what });
    }
    if (lines[0] !== origin) {
      const words = "%(what)s is about %(origin)s, not about the origin that the file names.";
      faults.push(fault("origin", words, { what, origin: shown(lines[0]) }));
    }
    this.what = what;
    this.counted = BigInt(lines[1]);
    this.size = Number(lines[1]); // exact up to 2^53, which is as far as a book can be read
    this.root = base64(lines[2], what, 32);
    this.index = 0n;
    this.path = null;
    this.leaf = new Uint8Array();
    this.broken = null;
  }
}

/** The text of a signed note; what is wrong with its signature goes to the faults. */
function signedText(note, key, what, faults) {
  const parts = NOTE.exec(note), lines = parts ? parts[2].split("\n").slice(0, -1) : [];
  const found = lines.map((line) => SIGNATURE.exec(line));
  if (!parts || !found.every(Boolean) || found.length > MOST_SIGNATURES || [...note].length > MOST_CHARACTERS) notSigned(what);
  const signatures = found.map(([, name, data]) => ({ name, data: base64(data, what) }));
  if (signatures.some(({ data }) => data.length <= 4)) notSigned(what); // no more than the id of a key
  const ours = signatures.filter(({ name, data }) => name === key.name && isSame(data.slice(0, 4), key.id));
  if (!ours.length) faults.push(fault("unsigned", "%(what)s is not signed under the key in the file.", { what }));
  else if (!ours.every(({ data }) => isSigned(key.public, bytesOf(parts[1]), data.slice(4)))) {
    faults.push(fault("signature", "The signature on %(what)s does not hold.", { what: within(what) }));
  }
  return parts[1];
}

function notSigned(what) {
  throw new Wrong("note", "%(what)s is not a signed note.", { what });
}

/** The mark in an older file that is no copy: a checkpoint, or a proof. */
export function olderMark(bytes, markIn) {
  demandShort(bytes, say("The older file"));
  const words = text(bytes, say("The older file"));
  if (!words.startsWith("c2sp.org/tlog-proof@")) return markIn(words, say("The older checkpoint"));
  const what = say("The older proof"), parts = PROOF.exec(words);
  if (!parts) throw new Wrong("proof", "%(what)s is damaged: it is not what a .tlog-proof looks like.", { what });
  base64(parts[1] ?? "", what);
  const mark = markIn(parts[4], what);
  mark.index = BigInt(parts[2]);
  mark.path = parts[3].split("\n").slice(0, -1).map((line) => base64(line, what, 32));
  return mark;
}

/** How many entries a file speaks of by its checkpoint, so that the older of two can be told; 0 where it says nothing. */
export function countedIn(bytes) {
  const start = new TextDecoder().decode(bytes.subarray(0, LONGEST_LINE)), [first] = start.split("\n", 1);
  const checkpoint = /"checkpoint"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(first.startsWith("{") ? first : "");
  const note = checkpoint ? JSON.parse(`"${checkpoint[1]}"`) : start;
  const counted = /^(?:c2sp\.org\/tlog-proof@[^]*?\n\n)?[^\n]+\n([0-9]+)\n/.exec(note);
  return counted ? Number(counted[1]) : 0;
}
