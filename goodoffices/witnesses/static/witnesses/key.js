// The key of this browser: made, saved as a file, brought back, removed.
import { forget, keep, made, memory, read, spelled, verifier } from "./memory.js";
import { answer } from "./saying.js";

const section = document.getElementById("witness-key");
const { store, called, host } = section.dataset;
const part = (name) => section.querySelector(`[data-${name}]`);

function show() {
  const kept = memory(store);
  part("without").hidden = Boolean(kept);
  part("with").hidden = !kept;
  part("verifier").textContent = kept ? verifier(kept) : "";
  const field = document.querySelector("input[name=verifier]");
  if (kept && field && !field.value) field.value = verifier(kept);
}

part("make").addEventListener("click", () => {
  keep(store, made(called, host));
  show();
});

part("save").addEventListener("click", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([spelled(memory(store))], { type: "application/json" }));
  link.download = "witness.json";
  link.click();
  URL.revokeObjectURL(link.href);
});

part("bring").addEventListener("change", async ({ target }) => {
  const kept = target.files.length ? read(await target.files[0].text()) : null;
  target.value = "";
  if (kept) keep(store, kept);
  show();
  answer(section, kept ? "imported" : "no-file");
});

part("forget").addEventListener("click", () => {
  forget(store);
  show();
});

section.hidden = false;
show();
