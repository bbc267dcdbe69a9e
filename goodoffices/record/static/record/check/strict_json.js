// JSON as a copy must be written: each field once, numbers that a double carries exactly, nothing else on the line.
// Objects become Maps, numbers `Spelled`, so that 1 and 1.0 can be told apart; all else as usual.
import { byCodePoint, shown, Wrong } from "./sentences.js";

const DEEPEST = 200; // objects and arrays inside each other
const LONGEST = 400; // characters of a number that is not plain
const FAR = /[eE][-+]?0*[1-9][0-9]{4}/; // an exponent of more than four digits, which only a zero could bear

/** A number and how it stood in the file. */
export class Spelled {
  constructor(text) {
    this.text = text;
    this.value = Number(text);
    this.isWhole = text.length <= 16 && /^-?[0-9]+$/.test(text) && Number.isSafeInteger(this.value);
  }

  get canonical() {
    return String(this.value === 0 ? 0 : this.value);
  }

  get isExact() {
    return this.isWhole || (this.text.length < LONGEST && !FAR.test(this.text) && Number.isFinite(this.value) && this.#isMeant());
  }

  #isMeant() {
    const written = digitsOf(this.text), read = digitsOf(String(this.value));
    return written.digits === read.digits && written.power === read.power && (written.sign === read.sign || !written.digits);
  }
}

/** A number as sign, digits without zeros at either end, and the power of ten behind them; zero has no digits. */
function digitsOf(text) {
  const [, sign, whole, part = "", power = "0"] = text.match(/^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([-+]?[0-9]+))?$/);
  const digits = (whole + part).replace(/^0+/, ""), plain = digits.replace(/0+$/, "");
  return { sign, digits: plain, power: plain ? BigInt(power) - BigInt(part.length) + BigInt(digits.length - plain.length) : 0n };
}

/** Throws Wrong, or RangeError where it is nested too deeply. */
export function parsed(text) {
  const reader = new Reader(text), value = reader.value(0);
  reader.end();
  return value;
}

class Reader {
  constructor(text) {
    this.text = text;
    this.place = 0;
    this.skip();
  }

  value(depth) {
    const letter = this.text[this.place];
    if (depth >= DEEPEST && (letter === "{" || letter === "[")) throw new RangeError("too deep");
    if (letter === "{") return this.object(depth);
    if (letter === "[") return this.array(depth);
    if (letter === '"') return this.string();
    for (const [word, meant] of [["true", true], ["false", false], ["null", null]]) {
      if (this.text.startsWith(word, this.place)) return this.took(word, meant);
    }
    return this.number();
  }

  object(depth) {
    const fields = new Map(), twice = [];
    this.items("}", () => {
      const name = this.text[this.place] === '"' ? this.string() : this.fail();
      this.take(":");
      if (fields.has(name)) twice.push(name);
      fields.set(name, this.value(depth + 1));
    });
    if (twice.length) throw new Wrong("json", "the field %(name)s stands twice", { name: shown(twice.sort(byCodePoint)[0]) });
    return fields;
  }

  array(depth) {
    const items = [];
    this.items("]", () => items.push(this.value(depth + 1)));
    return items;
  }

  items(closing, item) {
    this.place += 1;
    this.skip();
    if (this.text[this.place] === closing) return this.took(closing);
    for (item(); this.text[this.place] === ","; item()) this.take(",");
    return this.take(closing);
  }

  string() {
    let end = this.place + 1;
    while (this.text[end] !== '"') {
      if (!(this.text[end] >= " ")) this.fail();
      end += this.text[end] === "\\" ? 2 : 1;
    }
    const quoted = this.text.slice(this.place, end + 1);
    try {
      return this.took(quoted, JSON.parse(quoted));
    } catch {
      return this.fail();
    }
  }

  number() {
    const end = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
    end.lastIndex = this.place;
    const found = end.exec(this.text) ?? this.fail(), number = new Spelled(found[0]);
    if (!number.isExact) {
      throw new Wrong("json", "the number %(number)s is not one that JSON can carry exactly", { number: shown(found[0]) });
    }
    return this.took(found[0], number);
  }

  took(word, meant) {
    this.place += word.length;
    this.skip();
    return meant;
  }

  take(letter) {
    return this.text[this.place] === letter ? this.took(letter) : this.fail();
  }

  skip() {
    while (" \t\n\r".includes(this.text[this.place] || "x")) this.place += 1;
  }

  end() {
    if (this.place < this.text.length) this.fail();
  }

  fail() {
    throw new Wrong("json", "it goes astray at character %(place)s", { place: this.place + 1 });
  }
}

/** Canonical JSON (RFC 8785) of what `parsed` gives. Throws TypeError for half a surrogate pair. */
export function canonical(value) {
  if (value instanceof Spelled) return value.canonical;
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!(value instanceof Map)) return String(value);
  const names = [...value.keys()].sort();
  return `{${names.map((name) => `${quoted(name)}:${canonical(value.get(name))}`).join(",")}}`;
}

export const isText = (word) => typeof word === "string" && !/\p{Cs}/u.test(word);

function quoted(text) {
  if (!isText(text)) throw new TypeError("half a surrogate pair");
  return JSON.stringify(text);
}
