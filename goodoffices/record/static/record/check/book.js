// A copy of a book that is being read. The header is checked at once, each entry when `entries` comes to it.
import { base64Of, base64urlOf, bytesOf, isSame, joined } from "./bytes.js";
import { sha256 } from "./hashes.js";
import { Key, Mark } from "./notes.js";
import { base64url, demandFields, isTime, linesOf, named, object } from "./reading.js";
import { fault, say, shown, Wrong } from "./sentences.js";
import { canonical, isText, Spelled } from "./strict_json.js";
import { leafHash, Tree } from "./tree.js";

export const FORMAT = "goodoffices-book/1";
export const HEADER = ["format", "process", "book", "name", "origin", "checkpoint", "key", "earlier"];
const SEALED = ["kind", "by", "at", "data", "facts"];
export const ENTRY = ["number", "salt", ...SEALED];
const WITHHELD = ["number", "commitment"];

/** The book in a file. */
export function bookIn(bytes, faults, isOlder = false) {
  const lines = linesOf(bytes);
  return new Book(header(lines.next().value, isOlder), lines, faults, isOlder);
}

export class Book {
  constructor(header, lines, faults, isOlder = false) {
    this.header = header;
    this.lines = lines;
    this.isOlder = isOlder;
    this.id = this.header.get("book");
    this.key = new Key(this.header.get("key"), named("The key", isOlder));
    this.faults = faults;
    this.size = this.withheld = this.agreed = 0;
    this.tree = new Tree();
    this.at = "";
    this.last = this.mark(this.header.get("checkpoint"), named("The checkpoint", isOlder));
    this.older = null; // an older checkpoint to pass through too; a difference is written on it
    const earlier = (note, i) => this.mark(note, named("Earlier checkpoint %(place)s", isOlder, { place: i + 1 }));
    this.marks = [this.last, ...this.header.get("earlier").map(earlier)];
    this.#checkOrigin();
  }

  /** Whether the origin has the form host/process/book, so that the signature covers the process too. */
  get originNamesProcess() {
    const parts = this.header.get("origin").split("/");
    return parts.length >= 3 && parts.at(-1) === this.id;
  }

  get about() {
    const said = Object.fromEntries(["process", "book", "name", "origin", "key"].map((name) => [name, this.header.get(name)]));
    const counted = { fingerprint: this.key.fingerprint, entries: this.size, withheld: this.withheld };
    const size = Number.isSafeInteger(this.last.size) ? this.last.size : String(this.last.counted);
    return { ...said, ...counted, size, root: base64Of(this.last.root) };
  }

  /** The checkpoint in a signed note; a signature that does not hold, and another origin, go to the faults. */
  mark(note, what) {
    return new Mark(note, this.key, this.header.get("origin"), what, this.faults);
  }

  /** The commitment of each entry in turn. Throws Wrong at the first line that cannot be right. */
  *entries() {
    const waiting = new Map();
    for (const mark of [...this.marks, ...(this.older ? [this.older] : [])]) {
      waiting.set(mark.size, [...(waiting.get(mark.size) ?? []), mark]);
    }
    this.#compare(waiting.get(0));
    for (const line of this.lines) {
      const number = this.size + 1, where = named("Line %(line)s", this.isOlder, { line: number + 1 });
      const commitment = this.#commitment(line, number, where), leaf = this.leaf(number, commitment);
      this.tree.append(leaf);
      this.size = number;
      if (this.older && this.older.index === BigInt(number - 1)) this.older.leaf = leaf;
      this.#compare(waiting.get(number));
      yield commitment;
    }
    this.#checkEnd();
  }

  #checkOrigin() {
    if (this.originNamesProcess && this.header.get("origin").split("/").at(-2) !== this.header.get("process")) {
      const what = named("The header", this.isOlder);
      this.faults.push(fault("origin", "%(what)s names another process than its signed origin does.", { what }));
    }
  }

  #commitment(line, number, where) {
    const entry = object(line, where);
    demandNumber(entry, number, where);
    if (entry.size === 2 && WITHHELD.every((name) => entry.has(name))) {
      this.withheld += 1;
      return base64url(entry.get("commitment"), say("%(where)s: the commitment", { where }));
    }
    demandFields(entry, ENTRY, where);
    return this.committed(entry, where);
  }

  /** The commitment of an entry that is shown; its time must not lie before those of the entries so far. */
  committed(entry, where) {
    const salt = base64url(entry.get("salt"), say("%(where)s: the salt", { where }));
    this.#checkPayload(entry, where);
    return sha256(joined(salt, sealed(entry, where)));
  }

  #checkPayload(entry, where) {
    const [kind, by, at, data, facts] = SEALED.map((name) => entry.get(name));
    if (!(by === null || typeof by === "string") || typeof kind !== "string" || !kind) {
      throw new Wrong("payload", "%(where)s: the kind is not a word, or “by” is neither a seat nor null.", { where });
    }
    if (!(data instanceof Map) || !(facts instanceof Map)) throw new Wrong("payload", "%(where)s: data and facts are not both objects.", { where });
    if (at && at === this.at) return;
    if (!isTime(at)) throw new Wrong("time", "%(where)s: %(at)s is not a time like 2026-01-31T09:30:00.000Z.", { where, at: shown(at) });
    if (at < this.at) {
      const words = "%(where)s: its time %(at)s lies before that of an entry above it, %(above)s.";
      throw new Wrong("time", words, { where, at, above: this.at });
    }
    this.at = at;
  }

  /** The hash of an entry's place in the tree. */
  leaf(number, commitment) {
    const record = { v: 1, book: this.id, number, commitment: base64urlOf(commitment) };
    const fields = Object.entries(record).map(([name, value]) => [name, typeof value === "number" ? new Spelled(`${value}`) : value]);
    return leafHash(bytesOf(canonical(new Map(fields))));
  }

  #compare(marks) {
    if (!marks) return;
    const root = this.tree.root();
    for (const mark of marks) {
      if (isSame(mark.root, root)) {
        this.agreed = this.size;
        continue;
      }
      mark.broken = this.#doesNotFit(mark.what);
      if (mark !== this.older) this.faults.push(mark.broken);
    }
  }

  #doesNotFit(what) {
    const first = this.agreed + 1, last = this.size;
    if (first > last) return fault("root", "%(what)s does not fit: a book of these %(last)s entries is not what was signed.", { what, last });
    if (first === last) return fault("root", "%(what)s does not fit: entry %(first)s is not what was signed.", { what, first });
    const words = "%(what)s does not fit: something in the entries %(first)s to %(last)s is not what was signed.";
    return fault("root", words, { what, first, last });
  }

  #checkEnd() {
    if (this.size !== this.last.size) {
      const gaps = { what: this.last.what, counted: this.last.counted, here: this.size };
      this.faults.push(
        this.size < this.last.size
          ? fault("size", "%(what)s counts %(counted)s entries, but %(here)s are here: the end was cut off.", gaps)
          : fault("size", "%(what)s counts %(counted)s entries, but %(here)s are here: something was added.", gaps),
      );
    }
    if (this.marks.some((mark) => mark.size > this.last.size)) {
      const what = named("An earlier checkpoint", this.isOlder);
      this.faults.push(fault("size", "%(what)s counts more entries than the last one.", { what }));
    }
  }
}

/** What the signature does not cover. */
export const labelsIn = (book) =>
  book.originNamesProcess
    ? say("The book's name is a label in the file, not under the signature.")
    : say("The book's name and process are labels in the file, not under the signature.");

function header(line, isOlder) {
  const file = named("a book file", isOlder), where = named("Line %(line)s", isOlder, { line: 1 });
  if (!line) throw new Wrong("empty", "This file is empty: %(file)s has at least a header.", { file });
  if (line[0] !== 123) throw new Wrong("format", "This is not %(file)s: its first line is no header.", { file });
  const found = object(line, where);
  if (found.get("format") !== FORMAT) {
    throw new Wrong("format", "This is not %(file)s that this checker knows: its header does not say %(format)s.", { file, format: FORMAT });
  }
  demandFields(found, HEADER, where);
  return checkedHeader(found, where);
}

export function checkedHeader(found, where) {
  const { earlier, ...words } = Object.fromEntries(found);
  if (Array.isArray(earlier) && [...Object.values(words), ...earlier].every(isText)) return found;
  throw new Wrong("header", "%(where)s: the header holds something that is not a text.", { where });
}

function demandNumber(entry, number, where) {
  const found = entry.get("number");
  if (found instanceof Spelled && found.isWhole && found.value === number) return;
  const gaps = { where, number, found: shown(found ?? null) };
  throw new Wrong(
    "number",
    entry.has("number")
      ? "%(where)s should be entry %(number)s, but is entry %(found)s: a line was taken out, put in or moved."
      : "%(where)s should be entry %(number)s, but has no number: a line was taken out, put in or moved.",
    gaps,
  );
}

function sealed(entry, where) {
  try {
    return bytesOf(canonical(new Map(SEALED.map((name) => [name, entry.get(name)]))));
  } catch {
    throw new Wrong("payload", "%(where)s holds a value that canonical JSON does not know.", { where });
  }
}
