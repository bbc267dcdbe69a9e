// *Witness now*: fetch what is offered, examine it, remember it, sign it, send it; or say why not, and give the evidence.
import { base64Of, fromBase64 } from "../record/check/bytes.js";
import { continues, cosignature, keyOf, opened } from "./cosigning.js";
import { keep, memory, verifier } from "./memory.js";
import { answer, offerFile } from "./saying.js";

const section = document.getElementById("witness-now");
const { store, origin, host } = section.dataset;

/** What is answered in JSON; null for a status in `none`. Throws for whatever else happens on the way. */
async function fetched(address, none = []) {
  const answered = await fetch(address, { headers: { Accept: "application/json" } });
  if (none.includes(answered.status)) return null;
  if (!answered.ok) throw new Error(String(answered.status));
  return answered.json();
}

/** The hashes between two sizes; none only if the host says that it has none: a lost connection proves nothing against it. */
async function proofBetween(old, size) {
  const told = await fetched(`${section.dataset.proof}?from=${old}&to=${size}`, [404, 422]);
  return told ? told.proof.map(fromBase64).filter((step) => step?.length === 32) : [];
}

/** Why a checkpoint must not be signed; empty if it may be. As `engines/ledger/witnessing.py` has it. */
async function faultIn(found, seen, evidence) {
  if (found.origin !== origin) return "other-book";
  if (!seen) return "";
  if (found.size === seen.size) return continues(seen.size, found.size, seen.root, found.root, []) ? "" : "evidence";
  const [less, more] = found.size < seen.size ? [found, seen] : [seen, found];
  const proof = await proofBetween(less.size, more.size);
  evidence.proof = { from: less.size, to: more.size, hashes: proof.map(base64Of) };
  if (!continues(less.size, more.size, less.root, more.root, proof)) return "evidence";
  return found.size < seen.size ? "older" : "";
}

async function send(note) {
  const { "X-CSRFToken": token } = JSON.parse(document.body.getAttribute("hx-headers:inherited"));
  const headers = { "X-CSRFToken": token, "Content-Type": "application/x-www-form-urlencoded" };
  const answered = await fetch(section.dataset.send, { method: "POST", headers, body: new URLSearchParams({ note }) });
  if (answered.status === 422) return answer(section, "refused", { why: (await answered.json()).sentence });
  if (!answered.ok) throw new Error(String(answered.status));
  answer(section, "signed");
  document.body.dispatchEvent(new Event("witnessed"));
}

/** One window at a time, as far as the browser lets it: two that read the same memory could sign two histories. */
const alone = (work) => (navigator.locks ? navigator.locks.request(store, work) : work());

async function witness() {
  const kept = memory(store);
  if (!kept) return answer(section, "no-key");
  const told = await fetched(section.dataset.offered);
  if (kept.host !== told.key || host !== told.key) return answer(section, "other-host");
  if (!told.checkpoint) return answer(section, "nothing");
  const mine = told.witnesses.find((each) => each.mine && each.verifier === verifier(kept));
  if (!mine) return answer(section, "not-named");

  const found = opened(told.checkpoint, keyOf(kept.host));
  if (!found) return answer(section, "forged");
  const before = kept.seen[origin], evidence = { origin, host, seen: before, shown: told.checkpoint, proof: null };
  const seen = before ? opened(before, keyOf(kept.host)) : null;
  const fault = before && !seen ? "evidence" : await faultIn(found, seen, evidence);
  if (fault) {
    answer(section, fault);
    if (fault === "evidence") offerFile(section, "save", "evidence.json", JSON.stringify(evidence, null, 2));
    return undefined;
  }
  if (mine.size === found.size) return answer(section, "unchanged");
  const now = memory(store); // another window may have signed, or another key have come in, while the host was asked
  if (!now || verifier(now) !== verifier(kept) || now.host !== kept.host || now.seen[origin] !== before) {
    return answer(section, "changed");
  }
  keep(store, { ...now, seen: { ...now.seen, [origin]: told.checkpoint } }); // before the signature leaves
  return send(told.checkpoint + cosignature(kept.name, kept.seed, found.text, Math.floor(Date.now() / 1000)));
}

section.querySelector("[data-sign]").addEventListener("click", async ({ target }) => {
  target.disabled = true;
  try {
    await alone(witness);
  } catch {
    answer(section, "unreached");
  } finally {
    target.disabled = false;
  }
});
section.hidden = false;
