// A decision as a file: some entries of a book, each with its path to the signed root, and what they make of it in short.
import { bytesOf, hexOf, isSame } from "./bytes.js";
import { ENTRY, FORMAT, HEADER, labelsIn } from "./book.js";
import { sha256 } from "./hashes.js";
import { base64url, demandFields, demandShort, linesOf, objectIn } from "./reading.js";
import { fault, say, shown, Wrong } from "./sentences.js";
import { isText, Spelled } from "./strict_json.js";
import { climbed } from "./tree.js";

const OF_DECISION = "goodoffices-decision/1";
const FIRST_LINE = /^[ \t\r\n]*\{[ \t\r\n]*$|"format"[ \t]*:[ \t]*"goodoffices-decision\/1"/;
const IN_EXCERPT = [...HEADER.filter((name) => name !== "earlier"), "decision", "entries"];
const IN_DECISION = ["id", "about", "wording", "wording_hash", "method", "state", "expires", "citation"];
const ENDINGS = { "decisions.break_silence": "broken", "decisions.withdraw": "withdrawn" };

/** The decision in a file; null if it is a book. A decision's first line is { alone, or names the format. */
export function excerptIn(bytes) {
  if (!isExcerpt(bytes)) return null;
  const where = say("The file");
  demandShort(bytes, where);
  const found = objectIn(bytes, where);
  if (found.get("format") !== OF_DECISION) {
    throw new Wrong("format", "This is neither a book file nor a decision that this checker knows.");
  }
  demandFields(found, IN_EXCERPT, where);
  const told = found.get("decision"), entries = found.get("entries");
  if (!(told instanceof Map) || !Array.isArray(entries) || !entries.length) {
    throw new Wrong("decision", "The file holds no decision with its entries.");
  }
  demandFields(told, IN_DECISION, say("The decision"));
  if (!IN_DECISION.every((name) => mayStandAs(name, told.get(name)))) {
    throw new Wrong("decision", "The decision holds something that does not belong there.");
  }
  return found;
}

/** Whether a file is a decision, by its first line. */
export function isExcerpt(bytes) {
  const first = linesOf(bytes).next().value;
  return first !== undefined && FIRST_LINE.test(latin(first));
}

const latin = (bytes) => new TextDecoder("latin1").decode(bytes); // what is not UTF-8 is found later

function mayStandAs(name, value) {
  if (name === "wording") return value instanceof Spelled && value.isWhole;
  return isText(value) || ((name === "about" || name === "expires") && value === null);
}

/** Its fields as those of a book's header; `checked` looks at what they hold. */
export function headerOf(excerpt, checked) {
  const fields = HEADER.map((name) => [name, name === "format" ? FORMAT : name === "earlier" ? [] : excerpt.get(name)]);
  return checked(new Map(fields), say("The file"));
}

/** The words that were put, as far as they are there; to be shown only when all holds. */
export const wordsOf = (excerpt) => excerpt.get("entries")[0]?.get?.("facts")?.get?.("frozen") ?? "";

/** Whether the entries are the book's, and make the decision what the file says. */
export function checkExcerpt(book, excerpt, against, faults) {
  if (against !== null) {
    throw new Wrong("not-compared", "A decision is compared with a key, not with an older copy: compare whole copies of its book.");
  }
  const entries = excerpt.get("entries");
  let before = 0;
  entries.forEach((entry, i) => {
    const where = say("Entry %(place)s of the file", { place: i + 1 });
    const number = numberOfEntry(entry, before, book.last.counted, where);
    demandFields(entry, [...ENTRY, "proof"], where);
    const proof = entry.get("proof");
    if (!Array.isArray(proof)) throw new Wrong("proof", "%(where)s has no proof.", { where });
    const path = proof.map((step) => base64url(step, say("%(where)s: its proof", { where })));
    const leaf = book.leaf(number, book.committed(entry, where));
    if (!isSame(climbed(leaf, BigInt(number - 1), book.last.counted, path), book.last.root)) {
      faults.push(fault("not-included", "Entry %(number)s is not one of the book that was signed.", { number }));
    }
    book.size += 1;
    before = number;
  });
  if (!faults.length) checkDecision(book, excerpt.get("decision"), entries, faults);
}

function numberOfEntry(entry, before, most, where) {
  const number = entry instanceof Map ? entry.get("number") : null;
  if (number instanceof Spelled && number.isWhole && before < number.value && BigInt(number.value) <= most) return number.value;
  throw new Wrong("number", "%(where)s has no number that follows the one before it, within the book.", { where });
}

/** Whether what is said in short is what the entries say. */
function checkDecision(book, told, entries, faults) {
  const [put, ...others] = entries, facts = put.get("facts"), data = put.get("data"), frozen = facts.get("frozen");
  if (put.get("kind") !== "decisions.put" || typeof frozen !== "string" || facts.get("id") !== told.get("id")) {
    throw new Wrong("decision", "The first entry of the file is not the one by which this was put to a decision.");
  }
  if (hexOf(sha256(bytesOf(frozen))) !== facts.get("wording_hash")) {
    faults.push(fault("words", "The hash on record is not that of the words on record."));
  }
  const expires = facts.get("expires") ?? null;
  const said = {
    about: data.get("about") ?? null,
    wording: facts.get("of_wording") ?? put.get("number"),
    wording_hash: facts.get("wording_hash"),
    method: data.has("method") ? data.get("method") : "consent",
    expires: expires === "" ? null : expires,
    citation: `${book.header.get("name")} ${put.get("number").value}`,
  };
  for (const [name, value] of Object.entries(said)) {
    if (!isOne(told.get(name), value)) faults.push(fault("summary", "The file’s %(name)s is not the one on record.", { name }));
  }
  const state = told.get("state");
  if (state !== stateOf(facts, others, told.get("id"))) {
    faults.push(fault("state", "The entries do not make it %(state)s.", { state: shown(state) }));
  }
}

/** The same text, the same whole number, or null both. */
function isOne(some, other) {
  if (some instanceof Spelled) return other instanceof Spelled && other.isWhole && some.value === other.value;
  return some === other;
}

/** What these entries make of a decision; null if that is nothing that the product knows. */
function stateOf(facts, entries, decision) {
  for (const entry of entries) {
    if (entry.get("data").get("decision") === decision) continue;
    throw new Wrong("decision", "Entry %(number)s is about something else.", { number: entry.get("number").value });
  }
  const consenting = new Set();
  for (const entry of entries) {
    const kind = entry.get("kind"), told = entry.get("facts"), party = told.get("party"), outcome = told.get("outcome");
    if (Object.hasOwn(ENDINGS, kind)) return ENDINGS[kind];
    if (kind === "decisions.expire") return typeof outcome === "string" ? outcome : null;
    if (kind === "decisions.reveal") return told.get("match") === true ? "match" : "no_match";
    if (typeof party !== "string") continue;
    if (kind === "decisions.consent") consenting.add(party);
    if (kind === "decisions.withdraw_consent") consenting.delete(party);
  }
  const parties = facts.get("parties"), isKnown = Array.isArray(parties) && parties.length > 0;
  return isKnown && parties.every((party) => typeof party === "string" && consenting.has(party)) ? "adopted" : "put";
}

/** What is good. */
export function decided(book, excerpt, key) {
  const told = excerpt.get("decision"), name = shown(book.header.get("name")), labels = labelsIn(book);
  const news = [
    say("The decision is in the book %(name)s as the file says: %(state)s.", { name, state: shown(told.get("state")) }),
    say("The words put have the SHA-256 %(hash)s.", { hash: told.get("wording_hash") }),
    say("%(count)s of the book’s %(size)s entries are here, each with its proof. What the others say is not.", {
      count: book.size,
      size: book.last.counted,
    }),
  ];
  if (key !== null) return [...news, say("It is signed under the key given."), labels];
  return [
    ...news,
    say("The file is consistent with itself only: a known key shows who signed it."),
    say("The fingerprint of its key is %(fingerprint)s: compare it with the host's.", { fingerprint: book.key.fingerprint }),
    labels,
  ];
}
