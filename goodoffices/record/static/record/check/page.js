// The page around the check: which files were chosen, which of them is the older one, and what came out, in words.
import { ARABIC } from "./arabic.js";
import { ITSELF_ONLY, verify } from "./checker.js";
import { isExcerpt } from "./decision.js";
import { countedIn } from "./notes.js";
import { linesOf } from "./reading.js";
import { say, told } from "./sentences.js";

const LONGEST_SHOWN = 4000; // characters of an entry that differs
const STATES = {
  put: "Open, by these entries", adopted: "Adopted", broken: "Silence broken", void: "Void", withdrawn: "Withdrawn",
  match: "Match: adopted", no_match: "No match",
};
const part = (id) => document.getElementById(id);
const rested = () => new Promise((go) => { setTimeout(go); });

let language = document.documentElement.lang === "ar" ? "ar" : "en";
let chosen = []; // {name, bytes}, the newest first
let answer = null;
let asked = 0; // so that an answer which was overtaken is not shown

const words = (sentence) => told(sentence, language === "ar" ? ARABIC : {});

// ---- Choosing

async function choose(files) {
  const mine = (asked += 1);
  const read = await Promise.all([...files].map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
  if (mine !== asked) return;
  chosen = read.sort((some, other) => countedIn(other.bytes) - countedIn(some.bytes));
  if (isCopy(chosen[1]) && !isCopy(chosen[0])) chosen.reverse(); // a checkpoint cannot be checked by a copy, only the other way round
  if (chosen[1] && isExcerpt(chosen[1].bytes)) chosen.reverse(); // and nothing by a decision: the check says so
  await check();
}

const isCopy = (file) => file?.bytes[0] === 123;

async function check() {
  const mine = (asked += 1);
  if (!chosen.length) return show([]);
  part("answer").setAttribute("aria-busy", "true");
  show([line("p", say("Checking…"), "quiet")]);
  await rested();
  const key = part("key").value.trim() || null;
  const found = chosen.length > 2 ? null : await verify(chosen[0].bytes, { key, against: chosen[1]?.bytes ?? null, rested });
  if (mine !== asked) return;
  answer = found;
  part("answer").setAttribute("aria-busy", "false");
  showAnswer();
}

// ---- Answering

function showAnswer() {
  if (!chosen.length) return;
  if (!answer) return show([line("p", say("Choose one file, or two."), "verdict bad")]);
  const verdict = line("p", headline(answer), `verdict ${answer.ok ? "good" : "bad"}`);
  const sentences = document.createElement("ul");
  sentences.append(...answer.sentences.map((sentence) => line("li", sentence)));
  show([verdict, sentences, ...versions(), ...decision(), facts()]);
}

/** The one sentence that counts. */
function headline({ ok, proves, about, differs, olderSize, decision }) {
  const count = about.entries, more = count - olderSize;
  if (decision) return aboutDecision(ok, proves);
  if (differs) return say("Entry %(number)s is the first that is not the same in both copies.", { number: differs });
  if (!ok) return say(chosen[1] ? "This does not hold. What was found stands below." : "This copy does not hold. What was found stands below.");
  if (proves === ITSELF_ONLY) return say("This copy agrees with itself. Number of entries: %(count)s. Only an older copy beside it shows that nothing was changed.", { count });
  if (!chosen[1]) return say("This copy is whole and signed under the key given. Number of entries: %(count)s.", { count });
  if (!more) return say("Nothing was changed. Number of entries: %(count)s, the same in both.", { count });
  return say("Nothing was changed. Number of entries: %(count)s. The later one continues the earlier one; new since then: %(more)s.", { count, more });
}

function aboutDecision(ok, proves) {
  if (!ok) return say("This decision does not hold. What was found stands below.");
  if (proves === ITSELF_ONLY) return say("This decision agrees with itself. Only the host’s key shows who signed it.");
  return say("This decision is signed under the key given, and its entries make it what it says.");
}

/** What was decided, once that holds. */
function decision() {
  if (!answer.ok || !answer.decision) return [];
  const put = document.createElement("pre"), said = (name) => answer.decision.said.get(name), state = STATES[said("state")];
  put.dir = "auto";
  put.textContent = answer.decision.words;
  const rows = [
    [say("Put to a decision as"), said("citation")],
    [say("What became of it"), state ? words(say(state)) : said("state")],
    [say("Until"), said("expires") ?? undefined],
  ];
  const later = line("p", say("Entries made later are not in this file: it does not show what became of it since."), "quiet");
  return [line("h2", say("What was put")), put, listed(rows), later];
}

/** The entry that differs, as it stands in either copy. */
function versions() {
  if (!answer.differs) return [];
  const both = document.createElement("div");
  both.className = "versions";
  for (const [title, file] of [[say("In the earlier copy"), chosen[1]], [say("In the later copy"), chosen[0]]]) {
    const version = document.createElement("section"), entry = document.createElement("pre");
    entry.dir = "auto";
    entry.textContent = lineOf(file.bytes, answer.differs + 1);
    version.append(line("h2", title), entry);
    both.append(version);
  }
  return [both];
}

function lineOf(bytes, wanted) {
  let number = 0;
  for (const each of linesOf(bytes)) if ((number += 1) === wanted) return new TextDecoder().decode(each).slice(0, LONGEST_SHOWN);
  return "";
}

function facts() {
  const { name, entries, withheld, fingerprint, size, root } = answer.about;
  return listed([
    [say(chosen[1] ? "Later" : "File"), chosen[0].name],
    [say("Earlier"), chosen[1]?.name],
    [say("Book"), name],
    [say("Entries"), entries],
    [say("Of these without content"), withheld || undefined],
    [say("Fingerprint of the key"), fingerprint],
    [say("To compare with the other side: number and root"), size === undefined ? undefined : `${size} ${root}`],
  ]);
}

function listed(rows) {
  const list = document.createElement("dl");
  for (const [title, value] of rows) {
    if (value === undefined) continue;
    const told = document.createElement("dd"), own = document.createElement("bdi");
    own.textContent = String(value);
    told.append(own);
    list.append(line("dt", title), told);
  }
  return list;
}

function line(tag, sentence, dress = "") {
  const element = document.createElement(tag);
  element.className = dress;
  element.textContent = words(sentence);
  return element;
}

const show = (elements) => part("answer").replaceChildren(...elements);

// ---- The language

function speak(wanted) {
  language = wanted;
  document.documentElement.lang = wanted;
  document.documentElement.dir = wanted === "ar" ? "rtl" : "ltr";
  for (const element of document.querySelectorAll("[data-say]")) {
    element.dataset.say ||= element.textContent;
    element.textContent = words(say(element.dataset.say));
  }
  document.title = words(say("Check a copy"));
  const other = wanted === "ar" ? "en" : "ar";
  Object.assign(part("language"), { lang: other, textContent: other === "ar" ? "العربية" : "English" });
  showAnswer();
}

// ---- The page

part("files").addEventListener("change", ({ target }) => choose(target.files));
part("key").addEventListener("change", check);
part("asked").addEventListener("submit", (event) => { event.preventDefault(); check(); });
part("language").addEventListener("click", () => speak(language === "ar" ? "en" : "ar"));
for (const [moment, isOver] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
  document.addEventListener(moment, (event) => {
    event.preventDefault();
    part("drop").classList.toggle("over", isOver);
    if (moment === "drop" && event.dataTransfer.files.length) choose(event.dataTransfer.files);
  });
}
speak(language);
