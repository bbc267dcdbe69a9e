// Small help with fields: a time zone that the browser knows, a link that is copied at a press.
(() => {
  "use strict";

  // The zone of the browser, where nobody has chosen one yet.
  function guessZone(select) {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if ([...select.options].some((option) => option.value === here)) select.value = here;
  }

  // The clipboard needs a secure origin; elsewhere the link is marked, ready for the person's own copy.
  async function copy(button) {
    const text = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(text.textContent.trim());
    } catch {
      getSelection().selectAllChildren(text);
      if (!document.execCommand("copy")) return;
    }
    const told = button.parentElement.querySelector("[data-copied]");
    if (told) told.textContent = told.dataset.copied;
  }

  document.querySelectorAll("select[data-browser-zone]").forEach(guessZone);
  document.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", ({ target }) => { const button = target.closest("[data-copy]"); if (button) copy(button); });
})();
