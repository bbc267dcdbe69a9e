// Hands on the keyboard. Ctrl/⌘+Enter sends; Ctrl/⌘+K goes somewhere; single keys do what `<dialog id="shortcuts">` lists, while
// nobody is writing, and not at all where the reader has switched them off (WCAG 2.1.4).
(() => {
  "use strict";

  const OFF = "single-keys";
  const remember = (off) => { try { off ? localStorage.setItem(OFF, "off") : localStorage.removeItem(OFF); } catch { /* forgotten */ } };
  const areOff = () => { try { return localStorage.getItem(OFF) === "off"; } catch { return false; } };
  const find = (selector) => document.querySelector(selector);
  const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
  // The field of a dialog that has just been closed keeps the keyboard until the page is drawn: nobody writes in what is hidden.
  const isWriting = (where) => Boolean(where.closest?.(FIELDS)?.checkVisibility());

  const goSomewhere = () => press("[data-palette]");
  const SINGLE = { "/": goSomewhere, c: write, u: toUnread, "?": showShortcuts };

  // A keyboard that writes Arabic has no “c”: there the key in its place counts.
  function named({ key, code }) {
    if (/^[\x21-\x7e]$/.test(key)) return key.toLowerCase();
    if (key === "؟") return "?";
    return code === "Slash" ? "/" : /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
  }

  function press(selector) {
    const button = find(selector);
    button?.click();
    return Boolean(button);
  }

  function write() {
    const field = find(".composer textarea");
    field?.focus();
    return Boolean(field);
  }

  function toUnread() {
    const line = find(".statements .unread-line");
    const first = line?.nextElementSibling;
    if (first) {
      first.tabIndex = -1;
      line.scrollIntoView({ block: "start" });
      first.focus({ preventScroll: true });
      return true;
    }
    const room = find(".rooms a:not([aria-current]):has([data-unread]:not([hidden]))");
    room?.click();
    return Boolean(room);
  }

  function showShortcuts() {
    const dialog = find("dialog#shortcuts");
    if (!dialog || dialog.open) return false;
    find("dialog#palette[open]")?.close();
    if (find("dialog[open]")) return false;
    find("[data-single-keys]").checked = !areOff();
    dialog.showModal();
    return true;
  }

  function onKey(event) {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const held = event.ctrlKey || event.metaKey;
    if (held && event.key === "Enter" && event.target.matches("textarea")) {
      event.preventDefault();
      event.target.form?.requestSubmit();
    } else if (held && !event.shiftKey && named(event) === "k") {
      if (goSomewhere()) event.preventDefault();
    } else if (!held && !areOff() && !isWriting(event.target) && !find("dialog[open]")) {
      if (SINGLE[named(event)]?.()) event.preventDefault();
    }
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("click", ({ target }) => { if (target.closest?.("[data-shortcuts]")) showShortcuts(); });
  document.addEventListener("change", ({ target }) => { if (target.matches?.("[data-single-keys]")) remember(!target.checked); });
  if (/Mac|iPhone|iPad/.test(navigator.platform)) {
    for (const key of document.querySelectorAll("kbd")) key.textContent = key.textContent.replace(/^Ctrl /, "⌘ ");
  }
})();
