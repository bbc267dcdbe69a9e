// Drafts: unsent words survive a lost line, a closed lid, a wrong click, a session that ran out.
// What sending.js says of a form decides: `form:sent` drops its draft, `form:unsent` keeps it.
(() => {
  "use strict";

  // Storage may be forbidden (private windows, policies): then we forget, and say nothing.
  const remember = (key, value) => { try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key); } catch { /* forgotten */ } };
  const recall = (key) => { try { return localStorage.getItem(key); } catch { return null; } };

  // Per seat, since in a demonstration one browser holds several. Ticks are left out: "binding" is said anew each time.
  const draftKey = (form) => `draft:${document.body.dataset.seat || ""}:${form.dataset.draft}`;
  const fields = (form) => [...form.querySelectorAll("textarea[name], select[name], input[type=text][name]")];
  const isWritten = (form) => fields(form).some((field) => field.matches("textarea, input") && field.value.trim());
  const keyOf = (form) => form.querySelector("input[name=key]");

  function keep(form) {
    const words = Object.fromEntries(fields(form).map((field) => [field.name, field.value]));
    remember(draftKey(form), isWritten(form) ? JSON.stringify(words) : "");
  }

  // What may have arrived although no answer came: sent again after a reload, it is the same act, and recorded once.
  function keepUnsent(form) {
    const words = Object.fromEntries(fields(form).map((field) => [field.name, field.value]));
    if (isWritten(form)) remember(draftKey(form), JSON.stringify({ ...words, key: keyOf(form)?.value || "" }));
  }

  function restore(form) {
    const kept = recall(draftKey(form));
    if (!kept || isWritten(form)) return;     // never over words that the server sent back with a refusal
    const words = JSON.parse(kept);
    for (const field of fields(form)) {
      const known = !field.options || [...field.options].some((option) => option.value === words[field.name]);
      if (typeof words[field.name] === "string" && known) field.value = words[field.name];
    }
    if (words.key && keyOf(form)) keyOf(form).value = words.key;
    showHint(form, true);
  }

  function drop(form) {
    remember(draftKey(form), "");
    showHint(form, false);
  }

  function showHint(form, shown) {
    const hint = form.querySelector("[data-draft-hint]");
    if (hint) hint.hidden = !shown;
  }

  // A laptop may be shared: signing out leaves none of the seat's unsent words behind.
  function dropAll() {
    try { Object.keys(localStorage).filter((key) => key.startsWith("draft:")).forEach((key) => localStorage.removeItem(key)); } catch { /* nothing kept */ }
  }

  function empty(form) {
    form.reset();
    for (const field of form.querySelectorAll("textarea, input[type=text]")) field.value = "";  // reset() would bring a refused text back
    for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = false;
    if (keyOf(form)) keyOf(form).value = "";
  }

  const drafted = "form[data-draft]";
  const within = (part) => [...(part.matches?.(drafted) ? [part] : []), ...part.querySelectorAll(drafted)];

  document.addEventListener("input", ({ target }) => { if (target.form?.matches(drafted)) keep(target.form); });
  document.addEventListener("submit", ({ target }) => { if (target.matches("[data-sign-out]")) dropAll(); }, true);
  document.addEventListener("form:unsent", ({ target }) => { if (target.matches(drafted)) keepUnsent(target); });
  document.addEventListener("form:sent", ({ target }) => {
    if (target.matches(drafted)) drop(target);
    if (target.dataset.clear !== undefined) empty(target);
  });
  document.addEventListener("click", ({ target }) => {
    const form = target.closest("[data-draft-discard]")?.form;
    if (form) { drop(form); empty(form); form.querySelector("textarea")?.focus(); }
  });
  document.addEventListener("DOMContentLoaded", () => {
    within(document).forEach(restore);
    new MutationObserver((changes) => {
      const arrived = changes.flatMap((change) => [...change.addedNodes]).filter((node) => node.nodeType === 1 && node.isConnected);
      arrived.flatMap(within).forEach(restore);
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
