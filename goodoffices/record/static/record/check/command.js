// The check as a command for Node, asked and answered as `checker.py` is; the modules above it are those of the page.
import { ARABIC } from "./arabic.js";
import { verify } from "./checker.js";
import { Key } from "./notes.js";
import { demandShort, text } from "./reading.js";
import { fault, say, shown, told, Wrong } from "./sentences.js";

const USAGE = `usage: node check.mjs FILE [--key KEY] [--against OLDER] [--json] [--language ar]

FILE      the book file, or a decision.json
KEY       the host's verifier key, or a file that holds it
OLDER     an older copy of the same book, a checkpoint or a .tlog-proof
--json    answer with one JSON object

Exit status: 0 good, 1 something is wrong, 2 asked in a way that it does not understand.`;
const OPTIONS = { "--key": "key", "--against": "against", "--language": "language" };
const { existsSync, readFileSync, statSync } = await import("node:fs");

/** What was asked for, by name; ends the program where that cannot be understood. */
function asked(given) {
  const found = { file: null, key: null, against: null, language: "en", json: false };
  for (let i = 0; i < given.length; i += 1) {
    const [option, value] = given[i].startsWith("--") ? given[i].split(/=([^]*)/, 2) : [null];
    if (option === "--help") leave(USAGE, 0);
    else if (option === "--json") found.json = true;
    else if (option in OPTIONS) found[OPTIONS[option]] = value ?? given[(i += 1)] ?? leave(`${option} needs something behind it.`);
    else if (option !== null || found.file !== null) leave(`What is ${told(shown(given[i]))}?`);
    else found.file = given[i];
  }
  if (found.file === null) leave("a file has to be named.");
  for (const path of [found.file, found.against]) if (path !== null && !existsSync(path)) leave(`There is no file ${shown(path)}.`);
  return found;
}

function leave(problem, status = 2) {
  (status ? console.error : console.log)(status ? `${USAGE}\n\n${problem}` : problem);
  process.exit(status);
}

function contents(path) {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (problem) {
    throw new Wrong("unreadable", "%(file)s cannot be read: %(why)s.", { file: shown(path), why: problem.code });
  }
}

/** The key as text, or in the file of this name. */
function keyIn(given) {
  if (given === null) return null;
  const where = say("The key file"), isFile = existsSync(given) && statSync(given).isFile(), bytes = isFile ? contents(given) : null;
  if (bytes) demandShort(bytes, where);
  const spelled = (bytes ? text(bytes, where) : given).replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
  return new Key(spelled, say("The key given")).text;
}

async function report({ file, key, against }) {
  try {
    return await verify(contents(file), { key, against: against === null ? null : contents(against) });
  } catch (problem) {
    const sentence = problem instanceof Wrong ? problem.sentence : fault("failed", "The check itself failed: %(problem)s", { problem });
    return { ok: false, proves: "nothing", codes: [sentence.code], sentences: [sentence], about: {} };
  }
}

const wanted = asked(process.argv.slice(2)), words = (sentence) => told(sentence, wanted.language === "ar" ? ARABIC : {});
try {
  wanted.key = keyIn(wanted.key);
} catch (problem) {
  leave(problem instanceof Wrong ? words(problem.sentence) : String(problem));
}
const { ok, proves, codes, sentences, about } = await report(wanted), lines = sentences.map(words);
console.log(wanted.json ? JSON.stringify({ ok, proves, codes, sentences: lines, ...about }) : lines.join("\n"));
process.exitCode = ok ? 0 : 1;
