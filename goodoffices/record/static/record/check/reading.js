// Reading, strictly: lines, objects and spellings. Whatever is wrong ends in a sentence.
import { fromBase64, textOf } from "./bytes.js";
import { byCodePoint, say, shown, Wrong } from "./sentences.js";
import { parsed } from "./strict_json.js";

export const LONGEST_LINE = 4 * 2 ** 20; // bytes; the same for a note or a proof

/** The lines of a file, each with its newline. */
export function* linesOf(bytes) {
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(10, start), end = found < 0 ? bytes.length : found + 1;
    yield bytes.subarray(start, end);
    start = end;
  }
}

/** What a sentence speaks of, in the copy itself or in the older one. */
export const named = (words, isOlder, gaps) => say(isOlder ? `${words} of the older copy` : words, gaps);

export function text(bytes, where) {
  try {
    return textOf(bytes);
  } catch {
    throw new Wrong("encoding", "%(where)s is not UTF-8 text.", { where });
  }
}

/** The object on a line, as a Map. */
export function object(line, where) {
  demandShort(line, where);
  if (isBlank(line)) throw new Wrong("json", "%(where)s is empty, or more than one line.", { where });
  return objectIn(line, where);
}

const isBlank = (line) => line.every((byte) => byte === 9 || byte === 10 || byte === 13 || byte === 32);

/** The same, of a whole file: a checkpoint, a proof or a decision is no longer than a line may be. */
export function demandShort(bytes, where) {
  if (bytes.length > LONGEST_LINE) throw new Wrong("too-long", "%(where)s is longer than %(most)s bytes.", { where, most: LONGEST_LINE });
}

/** An object of JSON, as a Map. */
export function objectIn(bytes, where) {
  const value = valueIn(text(bytes, where), where);
  if (!(value instanceof Map)) throw new Wrong("json", "%(where)s is not an object.", { where });
  return value;
}

function valueIn(words, where) {
  try {
    return parsed(words);
  } catch (problem) {
    if (!(problem instanceof Wrong || problem instanceof RangeError)) throw problem;
    const why = problem instanceof Wrong ? problem.sentence : say("it is nested too deeply");
    throw new Wrong("json", "%(where)s is not JSON as it should be: %(why)s.", { where, why });
  }
}

export function demandFields(found, wanted, where) {
  const missing = wanted.filter((name) => !found.has(name)).sort();
  if (missing.length) throw new Wrong("fields", "%(where)s lacks %(names)s.", { where, names: missing.join(", ") });
  const strange = [...found.keys()].filter((name) => !wanted.includes(name)).sort(byCodePoint);
  if (!strange.length) return;
  const names = strange.slice(0, 5).map(shown).join(", ");
  throw new Wrong("fields", "%(where)s has fields that do not belong there: %(names)s.", { where, names });
}

/** Standard base64, in its one right spelling; `length` in bytes, if it must have one. */
export function base64(spelled, what, length) {
  const bytes = fromBase64(spelled);
  if (bytes && (length === undefined || bytes.length === length)) return bytes;
  throw new Wrong("base64", "%(what)s holds something that should be base64 and is not.", { what });
}

/** 32 bytes in base64url without padding, in its one right spelling. */
export function base64url(spelled, what) {
  if (typeof spelled === "string" && [...spelled].length === 43 && !/[+/]/.test(spelled)) {
    return base64(`${spelled.replaceAll("-", "+").replaceAll("_", "/")}=`, what, 32);
  }
  throw new Wrong("base64", "%(what)s is not 32 bytes in base64url.", { what });
}

/** A time like 2026-01-31T09:30:00.000Z, on a day that there is. */
export function isTime(at) {
  if (typeof at !== "string" || !/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$/.test(at)) return false;
  const moment = new Date(at);
  return !at.startsWith("0000") && !Number.isNaN(moment.getTime()) && moment.toISOString() === at;
}
