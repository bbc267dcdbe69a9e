// A part of a page that is fetched anew as its book grows waits while somebody writes in one of its forms: the words stay.
// What has changed meanwhile is fetched with the next change, or once nothing unsent stands there any more.
(() => {
  "use strict";

  const chosenAtFirst = (field) => Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
  const isTicked = (field) => field.type === "checkbox" || field.type === "radio";
  const changed = (field) => {
    if (field.options) return field.selectedIndex !== chosenAtFirst(field);
    return isTicked(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
  };
  const fields = (part) => [...part.querySelectorAll("form :is(textarea, select, input:not([type=hidden]))")];
  const isWrittenIn = (part) => fields(part).some(changed);
  const waiting = new Set();

  // Whoever begins to write while it is being fetched keeps the words, too.
  function waitForWords(event) {
    const part = event.detail.ctx?.sourceElement;
    if (!part?.matches?.("[data-waits-for-words]") || !isWrittenIn(part)) return;
    event.preventDefault();
    waiting.add(part.id);
  }
  document.addEventListener("htmx:before:request", waitForWords);
  document.addEventListener("htmx:before:swap", waitForWords);
  function fetchWhatWaits() {
    for (const id of waiting) {
      const part = document.getElementById(id);
      if (part && isWrittenIn(part)) continue;
      waiting.delete(id);
      if (part) window.htmx?.trigger(document.getElementById("live"), "grew", {});
    }
  }
  document.addEventListener("focusout", fetchWhatWaits);
  // What has been sent is no longer being written.
  document.addEventListener("form:sent", ({ target }) => {
    if (!target.closest("[data-waits-for-words]")) return;
    target.reset();
    fetchWhatWaits();
  });
})();
