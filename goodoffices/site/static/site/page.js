// What a page does by itself: drafts, sending once, two clocks, whose words are whose, the state of the line, light and dark. No framework, no inline handlers, nothing that talks to the server: htmx does that.
// Every part works on markup (docs/reference/components.md) and leaves the page usable when it is absent.
(() => {
  "use strict";

  const root = document.documentElement;
  const seat = () => document.body.dataset.seat || "";
  const each = (within, selector, act) => {
    if (within.matches?.(selector)) act(within);
    within.querySelectorAll(selector).forEach(act);
  };
  // Storage may be forbidden (private windows, policies): then we forget, and say nothing.
  const remember = (key, value) => { try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key); } catch { /* forgotten */ } };
  const recall = (key) => { try { return localStorage.getItem(key); } catch { return null; } };

  // ---- Drafts: unsent words survive a lost line, a closed lid, a wrong click.

  // Per seat, since in a demonstration one browser holds several. Ticks are left out: "binding" is said anew each time.
  const draftKey = (form) => `draft:${seat()}:${form.dataset.draft}`;
  const draftFields = (form) => [...form.querySelectorAll("textarea[name], select[name], input[type=text][name]")];
  const isWritten = (form) => draftFields(form).some((field) => field.matches("textarea, input") && field.value.trim());

  function keepDraft(form) {
    const words = Object.fromEntries(draftFields(form).map((field) => [field.name, field.value]));
    remember(draftKey(form), isWritten(form) ? JSON.stringify(words) : "");
  }

  function restoreDraft(form) {
    const kept = recall(draftKey(form));
    if (!kept || isWritten(form)) return;     // never over words that the server sent back with a refusal
    const words = JSON.parse(kept);
    for (const field of draftFields(form)) {
      const known = !field.options || [...field.options].some((option) => option.value === words[field.name]);
      if (typeof words[field.name] === "string" && known) field.value = words[field.name];
    }
    showHint(form, true);
  }

  function dropDraft(form) {
    remember(draftKey(form), "");
    showHint(form, false);
  }

  function showHint(form, shown) {
    const hint = form.querySelector("[data-draft-hint]");
    if (hint) hint.hidden = !shown;
  }

  // A laptop may be shared: signing out leaves none of the seat's unsent words behind.
  function dropEveryDraft() {
    try { Object.keys(localStorage).filter((key) => key.startsWith("draft:")).forEach((key) => localStorage.removeItem(key)); } catch { /* nothing kept */ }
  }

  function empty(form) {
    form.reset();
    for (const field of form.querySelectorAll("textarea, input[type=text]")) field.value = "";  // reset() would bring a refused text back
    for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = false;
  }

  // ---- Sending: once, and safely again.

  const byHtmx = (form) => form.matches("[hx-post], [hx-put], [hx-patch]");
  const keyOf = (form) => form.querySelector("input[name=key]");
  // randomUUID exists only on secure origins; a demonstration on a local network may not be one.
  const freshKey = () => crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  function beforeSubmit(event) {
    const form = event.target;
    if (form.matches("[data-sign-out]")) dropEveryDraft();
    if (form.method !== "post" && !byHtmx(form)) return;
    if (form.dataset.busy !== undefined) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const key = keyOf(form);
    // A form that leaves its page is known to the server by the token it was drawn with, also when it comes back from a cache.
    if (key && !key.value && byHtmx(form)) key.value = freshKey();
    if (!byHtmx(form)) setBusy(form, true);
  }

  function setBusy(form, busy) {
    if (busy) form.dataset.busy = ""; else delete form.dataset.busy;
    // aria-disabled and read-only, not disabled: the focus stays where it was, and the words are still sent.
    for (const button of form.querySelectorAll("button:not([type=button])")) busy ? button.setAttribute("aria-disabled", "true") : button.removeAttribute("aria-disabled");
    for (const area of form.querySelectorAll("textarea")) area.readOnly = busy;
  }

  function afterRequest(event) {
    const { sourceElement: form, response } = event.detail.ctx ?? {};
    if (!form?.matches?.("form") || !(response?.status >= 200 && response.status < 300)) return;
    if (keyOf(form)) keyOf(form).value = "";
    form.querySelector(".problem")?.replaceChildren();      // what was refused or warned of has gone through
    if (form.dataset.draft !== undefined) dropDraft(form);
    if (form.dataset.clear !== undefined) empty(form);
  }

  function onInput(event) {
    const form = event.target.form;
    if (!form) return;
    // Other words are another deed: the key of a failed try belongs to the words it was sent with.
    if (keyOf(form)) keyOf(form).value = "";
    if (form.dataset.draft !== undefined) keepDraft(form);
  }

  // ---- Two clocks: the host city's, as the server wrote it, and the reader's beside it when they differ.

  function showTimes(time) {
    const at = new Date(time.getAttribute("datetime"));
    if (isNaN(at) || time.dataset.done !== undefined) return;
    time.dataset.done = "";
    const say = (options) => new Intl.DateTimeFormat(root.lang || undefined, { numberingSystem: "latn", ...options }).format(at);
    const [clock, day] = [{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, { day: "numeric", month: "long" }];
    const zone = time.dataset.zone;
    try {
      markSameDay(time, say);
      if (!time.textContent.trim()) time.textContent = say({ ...day, ...clock, timeZone: zone, timeZoneName: "short" });
      if (say({ ...day, ...clock, timeZone: zone }) === say({ ...day, ...clock })) return;
      const otherDay = say({ ...day, timeZone: zone }) !== say(day);
      const own = document.createElement("span");
      own.className = "own-time";
      own.textContent = (root.dataset.yourTime || "{time}").replace("{time}", say(otherDay ? { ...day, ...clock } : clock));
      time.append(" ", own);
    } catch { /* an unknown zone: the host city's time stands alone */ }
  }

  // In a room the day is said once, with its first statement.
  function markSameDay(time, say) {
    const item = time.closest(".statement, .procedure");
    if (!item) return;
    item.dataset.day = say({ year: "numeric", month: "numeric", day: "numeric", timeZone: time.dataset.zone });
    let before = item.previousElementSibling;
    while (before && !before.dataset.day) before = before.previousElementSibling;
    item.classList.toggle("same-day", before?.dataset.day === item.dataset.day);
  }

  // ---- Light and dark

  function applyTheme(theme) {
    if (theme) root.dataset.theme = theme;
    each(document, "[data-theme-toggle]", (button) => {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(isDark()));
    });
  }
  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

  // ---- The line: quiet while it holds

  const setLine = (state) => each(document, "[data-live-state]", (line) => { line.dataset.liveState = state; });

  // ---- Buttons

  function onClick(event) {
    if (event.target.closest("[data-theme-toggle]")) {
      const theme = isDark() ? "light" : "dark";
      remember("theme", theme);
      applyTheme(theme);
    }
    const discard = event.target.closest("[data-draft-discard]");
    if (discard) { dropDraft(discard.form); empty(discard.form); discard.form.querySelector("textarea")?.focus(); }
    if (event.target.closest("dialog [data-close]")) event.target.closest("dialog").close();
  }

  // ---- Folded forms stay open when the part of the page around them is fetched anew.

  const unfolded = new Set();

  function onToggle({ target }) {
    if (target.matches?.("details[id]")) target.open ? unfolded.add(target.id) : unfolded.delete(target.id);
  }

  function unfoldAgain(part) {
    each(part, "details[id]", (fold) => { if (unfolded.has(fold.id)) fold.open = true; });
  }

  // Settling gives what has come the attributes it was sent with, and so folds it again. What is folded takes no focus:
  // htmx cannot give back what it took, and we do.
  let focused;

  function beforeSwap() {
    const { id, form, selectionStart, selectionEnd } = document.activeElement ?? {};
    if (id && form) focused = { id, selectionStart, selectionEnd };
  }

  function afterSettle() {
    unfoldAgain(document);
    const field = focused && document.activeElement === document.body && document.getElementById(focused.id);
    if (field) {
      field.focus({ preventScroll: true });
      if (focused.selectionStart !== null) field.setSelectionRange?.(focused.selectionStart, focused.selectionEnd);
    }
    focused = undefined;
  }

  // ---- Everything that comes onto the page, at first or later, passes here once.

  function prepare(part) {
    unfoldAgain(part);
    each(part, "form[data-draft]", restoreDraft);
    each(part, "time[datetime][data-zone]", showTimes);
    each(part, "main [data-seat]", (item) => item.classList.toggle("own", Boolean(seat()) && item.dataset.seat === seat()));
  }

  function begin() {
    applyTheme(recall("theme"));
    prepare(document);
    each(document, ".rail", (rail) => { if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 60rem)").matches) rail.open = true; });

    new MutationObserver((changes) => {
      const arrived = changes.flatMap((change) => [...change.addedNodes]).filter((node) => node.nodeType === 1 && node.isConnected);
      arrived.forEach(prepare);
    }).observe(document.body, { childList: true, subtree: true });
  }

  // Loaded in the head without defer, so that a dark page is never white for a moment; the rest waits for the page.
  if (recall("theme")) root.dataset.theme = recall("theme");
  document.addEventListener("DOMContentLoaded", begin);

  document.addEventListener("submit", beforeSubmit, true);       // captured: before htmx reads the form
  document.addEventListener("input", onInput);
  document.addEventListener("click", onClick);
  document.addEventListener("toggle", onToggle, true);           // captured: it does not bubble
  document.addEventListener("htmx:before:request", ({ detail }) => { if (detail.ctx?.sourceElement?.matches("form")) setBusy(detail.ctx.sourceElement, true); });
  document.addEventListener("htmx:finally:request", ({ detail }) => { if (detail.ctx?.sourceElement?.matches("form")) setBusy(detail.ctx.sourceElement, false); });
  document.addEventListener("htmx:after:request", afterRequest);
  document.addEventListener("htmx:before:swap", beforeSwap);
  document.addEventListener("htmx:after:settle", afterSettle);
  // A stream that starts over says before:connection with attempts behind it; the first one needs no word.
  document.addEventListener("htmx:sse:before:connection", ({ detail }) => { if (detail.connection?.attempt > 1) setLine("lost"); });
  document.addEventListener("htmx:sse:after:connection", () => setLine("live"));
  document.addEventListener("htmx:sse:error", () => setLine("lost"));
  document.addEventListener("htmx:sse:close", ({ detail }) => setLine(["removed", "cleanup"].includes(detail.reason) ? "live" : "closed"));
  addEventListener("offline", () => setLine("lost"));
  addEventListener("online", () => setLine("live"));             // too early a word is corrected by the stream itself
  addEventListener("pageshow", ({ persisted }) => { if (persisted) each(document, "form[data-busy]", (form) => setBusy(form, false)); });
})();
