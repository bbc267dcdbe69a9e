// Sentences for people: English words with named gaps, filled and put into another language only when they are shown.

/** `words` holds gaps such as %(count)s; a gap is filled with a text, a number, or another sentence. */
export const say = (words, gaps = {}) => ({ words, gaps });

/** The same, for use within a sentence. */
export const within = (sentence) => ({ ...sentence, isWithin: true });

/** Something that is wrong: a sentence with a code for programs (docs/reference/book-file.md lists them). */
export const fault = (code, words, gaps) => ({ ...say(words, gaps), code });

/** What ends the check at once; it holds the sentence for the report. */
export class Wrong extends Error {
  constructor(code, words, gaps) {
    super(words);
    this.sentence = fault(code, words, gaps);
  }
}

/** A sentence as text. `translations`: from the English words to those of another language. */
export function told(sentence, translations = {}) {
  if (typeof sentence !== "object") return String(sentence);
  const words = translations[sentence.words] ?? sentence.words;
  const text = words.replace(/%\((\w+)\)s/g, (_gap, name) => told(sentence.gaps[name], translations));
  return sentence.isWithin ? text[0].toLowerCase() + text.slice(1) : text;
}

/** A stranger's words, safe to show: short, and without letters that act on what stands around them. */
export function shown(value) {
  const text = spelled(value), letters = [...text];
  const short = letters.length <= 60 ? letters : [...letters.slice(0, 59), "…"];
  return `“${short.map((letter) => (/[\p{C}\p{Z}]/u.test(letter) && letter !== " " ? escaped(letter) : letter)).join("")}”`;
}

function spelled(value) {
  if (typeof value === "string") return value;
  if (value === null || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return "list";
  return value instanceof Map ? "dict" : value.canonical;
}

/** The order of code points, which is not that of UTF-16 in which JavaScript sorts. */
export function byCodePoint(some, other) {
  const [one, two] = [some, other].map((text) => Array.from(text, (letter) => letter.codePointAt(0)));
  const place = one.findIndex((code, i) => code !== two[i]);
  return place < 0 ? one.length - two.length : one[place] - (two[place] ?? -1);
}

const KNOWN = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escaped(letter) {
  const code = letter.codePointAt(0), hex = code.toString(16);
  if (KNOWN[letter]) return KNOWN[letter];
  if (code < 0x100) return `\\x${hex.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
