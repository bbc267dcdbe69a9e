// Whether a copy of a book, or a decision, is whole, and whether a copy continues an older one. A second implementation of `checker.py`, from
// the same page of the reference (docs/reference/book-file.md): both answer the same questions with the same sentences.
import { isSame } from "./bytes.js";
import { Book, bookIn, checkedHeader, labelsIn } from "./book.js";
import { checkExcerpt, decided, excerptIn, headerOf, wordsOf } from "./decision.js";
import { Key, olderMark } from "./notes.js";
import { fault, say, shown, Wrong } from "./sentences.js";
import { climbed } from "./tree.js";

const MOST_SENTENCES = 20;
const ENTRIES_AT_ONCE = 500;
export const ITSELF_ONLY = "consistent with itself only";

/**
 * Check a copy, or a decision. `copy`: its bytes. `key`: the host's verifier key, as text. `against`: the bytes of an older copy, a
 * checkpoint or a proof. `rested`: awaited now and then, so that the page stays awake. Nothing is thrown: the answer is
 * { ok, proves, codes, sentences, about, differs, olderSize, decision }, where `differs` is the first entry that is not what it
 * was; `decision` is what a decision says in short, as a Map `said`, and the `words` put.
 */
export async function verify(copy, { key = null, against = null, rested = async () => {} } = {}) {
  const faults = [], report = { ok: false, proves: "nothing", codes: [], sentences: [], about: {}, differs: null, olderSize: null };
  let book = null, older = null, excerpt = null;
  try {
    excerpt = excerptIn(copy);
    book = excerpt ? new Book(headerOf(excerpt, checkedHeader), [], faults) : bookIn(copy, faults);
    checkKey(book, key, faults);
    if (excerpt) checkExcerpt(book, excerpt, against, faults);
    else await readBoth(book, (older = olderOf(against, book, faults)), faults, report, rested);
  } catch (problem) {
    faults.push(problem instanceof Wrong ? problem.sentence : failed(problem));
  }
  if (book) report.about = book.about;
  report.olderSize = older?.size ?? null;
  report.decision = excerpt && { said: excerpt.get("decision"), words: wordsOf(excerpt) };
  if (faults.length) return { ...report, codes: [...new Set(faults.map(({ code }) => code))], sentences: someOf(faults) };
  const sentences = excerpt ? decided(book, excerpt, key) : goodNews(book, key, against);
  return { ...report, ok: true, proves: proved(key, against), sentences };
}

const failed = (problem) => fault("failed", "The check itself failed: %(problem)s", { problem: String(problem) });

function someOf(faults) {
  const more = faults.length - MOST_SENTENCES;
  return more > 0 ? [...faults.slice(0, MOST_SENTENCES), say("And %(more)s more like these.", { more })] : faults;
}

function checkKey(book, key, faults) {
  if (key === null) return;
  const given = new Key(key.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ""), say("The key given"));
  if (given.text === book.key.text) return;
  const words =
    "The file is under another key than the one given: the fingerprint of its key is %(file)s, that of the key given %(given)s.";
  faults.push(fault("other-key", words, { file: book.key.fingerprint, given: given.fingerprint }));
}

/** The older file, by its first byte: a copy, or else a checkpoint or a proof. */
function olderOf(against, book, faults) {
  if (against === null) return null;
  if (against[0] !== 123) {
    book.older = olderMark(against, (note, what) => book.mark(note, what));
    return book.older;
  }
  const older = bookIn(against, faults, true);
  if (older.id !== book.id) {
    throw new Wrong("other-book", "The older copy is of another book: %(older)s, not %(book)s.", { older: shown(older.id), book: shown(book.id) });
  }
  for (const name of ["process", "name", "origin", "key"]) {
    const was = older.header.get(name), now = book.header.get(name);
    if (was === now) continue;
    const gaps = { name, was: shown(was), now: shown(now) };
    faults.push(fault("relabelled", "The header's %(name)s was %(was)s in the older copy, and is %(now)s now.", gaps));
  }
  return older;
}

/** Go through the book, with the older copy beside it, and say what does not fit. */
async function readBoth(book, older, faults, report, rested) {
  const theirs = older instanceof Book ? older.entries() : [].values(), differences = [];
  try {
    for (const commitment of book.entries()) {
      const { value } = theirs.next();
      if (value && !isSame(value, commitment) && report.differs === null) {
        report.differs = book.size;
        differences.push(fault("rewritten", "Entry %(number)s is not what it was in the older copy.", { number: book.size }));
      }
      if (book.size % ENTRIES_AT_ONCE === 0) await rested();
    }
    for (const _commitment of theirs); // what the older copy has beyond ours must hold too
    if (older && older === book.older) differences.push(...differencesOf(book, older));
    if (differences.length && !faults.length) { // only what is without fault otherwise, signatures included, accuses anyone
      differences.push(fault("two-histories", "Both are signed under the same key: its holder has signed two different histories."));
    }
    if (older && older.size > book.size) differences.push(tooShort(book, older));
  } finally {
    faults.push(...differences);
  }
}

function differencesOf(book, mark) {
  if (mark.size > book.size || mark.broken) return mark.broken ? [mark.broken] : [];
  if (mark.path && !isSame(climbed(mark.leaf, mark.index, mark.counted, mark.path), mark.root)) {
    const words = "%(what)s is faulty in itself: it does not lead from entry %(number)s to its own root.";
    throw new Wrong("proof", words, { what: mark.what, number: mark.index + 1n });
  }
  return [];
}

function tooShort(book, older) {
  const words =
    "The older one counts %(older)s entries, this file %(book)s: its end was cut off, or the two were given in the wrong order.";
  return fault("shorter", words, { older: older.counted ?? older.size, book: book.size });
}

function proved(key, against) {
  const parts = [];
  if (key !== null) parts.push("signed under the key given");
  if (against !== null) parts.push("nothing rewritten since the older copy");
  return parts.join("; ") || ITSELF_ONLY;
}

function goodNews(book, key, against) {
  const name = shown(book.header.get("name")), count = book.size, withheld = book.withheld;
  const news = [
    count === 1
      ? say("The book %(name)s is whole: 1 entry, all under one signed root.", { name })
      : say("The book %(name)s is whole: %(count)s entries, all under one signed root.", { name, count }),
  ];
  if (withheld) {
    news.push(say("%(withheld)s of them without content: their place is sealed, their words are not in this file.", { withheld }));
  }
  if (key !== null) news.push(say("It is signed under the key given."));
  if (against !== null) news.push(say("Nothing in the older copy was changed, taken out, moved or slipped in between."));
  if (key === null && against === null) {
    news.push(say("The file is consistent with itself only: a known key or an older copy shows that nothing was rewritten."));
  }
  if (key === null) {
    const fingerprint = book.key.fingerprint;
    news.push(say("The fingerprint of its key is %(fingerprint)s: compare it with the host's.", { fingerprint }));
  }
  return [...news, labelsIn(book)];
}
