// A solemn act is read back in a sheet that the server draws into its form (docs/reference/components.md). Here: the focus
// goes to what is read; other words close it; and what comes in live does not sweep it away.
(() => {
  "use strict";

  const SHEET = "[data-sheet]";
  const sheetIn = (form) => form?.querySelector?.(SHEET);

  function opened(form) {
    const sheet = form?.matches?.("form") && sheetIn(form.querySelector(".sheet-place"));
    const button = sheet && sheet.querySelector("[data-sheet-back][hidden]");
    if (!button) return;
    button.hidden = false;
    sheet.querySelector("h3").focus({ preventScroll: true });
    sheet.scrollIntoView({ block: "nearest" });
  }

  function close(form, sentence = "") {
    const place = form.querySelector(".sheet-place");
    if (!sheetIn(place)) return;
    place.replaceChildren();
    if (sentence) place.append(Object.assign(document.createElement("p"), { className: "sheet-said", textContent: sentence }));
  }

  function back(form) {
    close(form);
    const first = "textarea, select, input:not([type=hidden]), button";
    [...form.querySelectorAll(first)].find((field) => field.offsetParent)?.focus();
  }

  // What was read back is what was written then.
  function onChange({ target }) {
    const sheet = sheetIn(target.form);
    if (sheet && !sheet.contains(target)) close(target.form, sheet.dataset.changed);
  }

  function beforeSwap(event) {
    const { target, sourceElement } = event.detail.ctx ?? {};
    const form = sourceElement?.matches?.("form") ? sourceElement : null;
    if (typeof target === "string") form?.querySelector(".problem")?.replaceChildren();    // where the answer goes: the sheet
    else if (form && target?.matches?.(".problem")) close(form);                           // refused meanwhile: it says why
    // A part of the page that is fetched anew waits until the sheet in it has been answered.
    else if (!form && target?.querySelector?.(`.sheet-place ${SHEET}`)) event.preventDefault();
  }

  // The ledger is live: what was conveyed or revoked meanwhile is neither conveyed nor revoked again.
  function hideSettled() {
    for (const { dataset } of document.querySelectorAll("[data-release]")) {
      const forms = document.querySelectorAll(`form input[name=release][value="${CSS.escape(dataset.release)}"]`);
      for (const { form } of forms) form.hidden = !["released", "stale"].includes(dataset.state);
    }
  }

  document.addEventListener("input", onChange);
  document.addEventListener("change", onChange);
  document.addEventListener("click", ({ target }) => { if (target.closest("[data-sheet-back]")) back(target.closest("form")); });
  document.addEventListener("keydown", (event) => {
    const sheet = event.key === "Escape" ? event.target.closest(SHEET) : null;
    if (sheet?.closest(".sheet-place")) { event.preventDefault(); back(sheet.closest("form")); }
  });
  document.addEventListener("htmx:before:swap", beforeSwap);
  document.addEventListener("htmx:after:swap", ({ detail }) => opened(detail.ctx?.sourceElement));
  document.getElementById("live")?.addEventListener("htmx:sse:after:message", hideSettled);
  document.addEventListener("htmx:after:request", ({ detail }) => {
    const { sourceElement: form, response } = detail.ctx ?? {};
    if (form?.matches?.("form") && response?.status >= 200 && response.status < 300) close(form);
  });
})();
