// What a page does by itself: two clocks, whose words are whose, the state of the line, light and dark (drafts.js, sending.js
// and errors.js care for forms). No framework, no inline handlers, nothing that talks to the server: htmx does that.
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
    if (event.target.closest("dialog [data-close]")) event.target.closest("dialog").close();
  }

  // ---- What somebody opened or folded stays so when the part of the page around it is fetched anew.

  const folds = new Map();                                  // id → open, of what was turned on this page
  const came = new WeakMap();                               // fold → open, as the server sent it: that is toggled, too

  function onToggle({ target }) {
    if (!target.matches?.("details[id]")) return;
    if (folds.has(target.id) || target.open !== came.get(target)) folds.set(target.id, target.open);
  }

  function unfoldAgain(part) {
    each(part, "details[id]", (fold) => {
      if (folds.has(fold.id)) fold.open = folds.get(fold.id);
      else came.set(fold, fold.open);
    });
  }

  // Settling gives what has come the attributes it was sent with, and so folds it again. What is folded takes no focus:
  // htmx cannot give back what it took, and we do; nor does it know a link again, which has no id.
  let focused;

  function sameAs(element) {
    const named = (value) => CSS.escape(value);
    if (element.id && element.form) return `#${named(element.id)}`;
    if (element.matches("a[href]:not([id])")) return `a[href="${named(element.getAttribute("href"))}"]`;
    if (element.matches("details[id] > summary")) return `#${named(element.parentElement.id)} > summary`;
    return "";
  }

  function beforeSwap() {
    const element = document.activeElement, same = element && element !== document.body && sameAs(element);
    if (!same) return;
    const { selectionStart, selectionEnd } = element;
    focused = { same, at: [...document.querySelectorAll(same)].indexOf(element), selectionStart, selectionEnd };
  }

  function afterSettle() {
    unfoldAgain(document);
    const again = focused && document.activeElement === document.body ? document.querySelectorAll(focused.same) : [];
    const element = again[focused?.at] ?? again[0];
    if (element) {
      element.focus({ preventScroll: true });
      if (focused.selectionStart != null) element.setSelectionRange?.(focused.selectionStart, focused.selectionEnd);
    }
    focused = undefined;
  }

  // ---- Everything that comes onto the page, at first or later, passes here once.

  function prepare(part) {
    unfoldAgain(part);
    each(part, "time[datetime][data-zone]", showTimes);
    each(part, "main [data-seat]", (item) => item.classList.toggle("own", Boolean(seat()) && item.dataset.seat === seat()));
  }

  function begin() {
    applyTheme(recall("theme"));
    prepare(document);
    document.addEventListener("toggle", onToggle, true);         // captured: it does not bubble
    each(document, ".rail", (rail) => { if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 60rem)").matches) rail.open = true; });

    new MutationObserver((changes) => {
      const arrived = changes.flatMap((change) => [...change.addedNodes]).filter((node) => node.nodeType === 1 && node.isConnected);
      arrived.forEach(prepare);
    }).observe(document.body, { childList: true, subtree: true });
  }

  // Loaded in the head without defer, so that a dark page is never white for a moment; the rest waits for the page.
  if (recall("theme")) root.dataset.theme = recall("theme");
  document.addEventListener("DOMContentLoaded", begin);

  document.addEventListener("click", onClick);
  document.addEventListener("htmx:before:swap", beforeSwap);
  document.addEventListener("htmx:after:settle", afterSettle);
  // A stream that starts over says before:connection with attempts behind it; the first one needs no word.
  document.addEventListener("htmx:sse:before:connection", ({ detail }) => { if (detail.connection?.attempt > 1) setLine("lost"); });
  document.addEventListener("htmx:sse:after:connection", () => setLine("live"));
  document.addEventListener("htmx:sse:error", () => setLine("lost"));
  document.addEventListener("htmx:sse:close", ({ detail }) => setLine(["removed", "cleanup"].includes(detail.reason) ? "live" : "closed"));
  addEventListener("offline", () => setLine("lost"));
  addEventListener("online", () => setLine("live"));             // too early a word is corrected by the stream itself
})();
