// A room while it is open: it opens where one stopped reading, remembers what was on the screen, brings what may be done to
// each statement, and tells what was done between them. Without it, a statement's own page has everything.
(() => {
  "use strict";

  const list = document.querySelector(".statements[data-room]");
  if (!list) return;
  const whole = list.dataset.openAt !== undefined;         // it reaches to the latest statement, and grows
  const bar = document.querySelector(".bar");
  const words = bar?.querySelector("textarea[name=text]");
  const newBelow = document.querySelector("[data-new-below]");
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
  const numberOf = (item) => Number(item.dataset.number);
  const statements = () => [...list.querySelectorAll(":scope > .statement")];

  // ---- One's place

  const barTop = () => bar ? bar.getBoundingClientRect().top : innerHeight;
  const atLatest = () => list.getBoundingClientRect().bottom <= barTop() + 120;
  let wasAtLatest = true;

  function toLatest() {
    const beyond = list.getBoundingClientRect().bottom - barTop();
    if (beyond > 0) scrollBy(0, beyond + 8);
    if (newBelow) newBelow.hidden = true;
  }

  function openWhereLeft() {
    if (!whole || location.hash) return;
    history.scrollRestoration = "manual";                  // where one stopped reading, not where the page stood
    const line = list.querySelector(".unread-line");
    if (line) line.scrollIntoView({ block: "start" }); else toLatest();
  }

  function came(item) {
    const last = statements().at(-1);
    if (item !== last) return;                             // earlier statements, fetched above: the reader asked for them
    if (item.classList.contains("own") || (wasAtLatest && !list.contains(document.activeElement))) toLatest();
    else if (newBelow) newBelow.hidden = false;
  }

  // ---- What has been read: what was on the screen, in order. A statement that was jumped over stays unread.

  const unseen = new Map();
  const onScreen = new Set();
  let marked = 0;
  let marking;

  function startReading() {
    const line = list.querySelector(".unread-line");
    for (const item of statements()) if (line && line.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING) expect(item);
    if (!unseen.size) mark();
  }

  function expect(item) {
    if (!whole || item.classList.contains("own")) return;
    unseen.set(numberOf(item), item);
    watcher.observe(item);
  }

  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) isIntersecting ? onScreen.add(target) : onScreen.delete(target);
    see();
  }, { threshold: [0, .25, .5, .75, 1] });

  // Read is what could be seen to its end, or at least half of which could be seen.
  function isRead(item) {
    const { top, bottom, height } = item.getBoundingClientRect();
    const seen = Math.min(bottom, barTop()) - Math.max(top, 0);
    return (bottom <= barTop() + 4 && bottom > 0) || seen >= height / 2;
  }

  function see() {
    if (document.hidden) return;
    for (const item of [...onScreen]) {
      if (!isRead(item)) continue;
      unseen.delete(numberOf(item));
      onScreen.delete(item);
      watcher.unobserve(item);
    }
    mark();
  }

  function mark() {
    if (!whole) return;
    const first = Math.min(...unseen.keys());
    const to = unseen.size ? first - 1 : Math.max(0, ...[...list.children].map((item) => numberOf(item) || 0));
    document.dispatchEvent(new CustomEvent("unread", { detail: { book: list.dataset.room, count: unseen.size } }));
    if (to <= marked) return;
    marked = to;
    clearTimeout(marking);
    marking = setTimeout(send, 300);
  }

  function send() {
    clearTimeout(marking);
    marking = null;
    const body = new URLSearchParams({ number: String(marked) });
    fetch(list.dataset.reading, { method: "POST", headers: { "X-CSRFToken": token() }, body, keepalive: true }).catch(() => { /* the next one will do */ });
  }

  function allRead() {
    unseen.clear();
    list.querySelector(".unread-line")?.remove();
    mark();
  }

  // ---- What may be done at a statement

  const deeds = document.getElementById("deeds");
  const placeOf = (item) => document.getElementById(`at-${item.id}`);

  function offerDeeds(item) {
    if (!deeds || item.querySelector(":scope > .deeds-line")) return;
    const line = deeds.content.firstElementChild.cloneNode(true);
    const cited = item.querySelector(".particulars .cite")?.textContent.trim() ?? "";
    const own = item.classList.contains("own"), struck = item.classList.contains("struck");
    for (const button of line.querySelectorAll("[data-deed]")) {
      const by = button.dataset.by;
      if ((own && by === "others") || (!own && by === "own") || (struck && button.dataset.deed !== "more")) { button.remove(); continue; }
      button.dataset.at = button.dataset.at.replace("STATEMENT", item.id.replace("statement-", ""));
      button.setAttribute("aria-label", `${button.textContent.trim()}: ${cited}`);
      button.setAttribute("aria-expanded", "false");
    }
    item.append(line);
  }

  async function open(item, button) {
    const was = placeOf(item)?.dataset.deed;
    close(item);
    if (was === button.dataset.deed) return;
    const place = document.createElement("li");
    Object.assign(place, { className: "at-it no-print", id: `at-${item.id}` });
    place.dataset.deed = button.dataset.deed;
    place.setAttribute("aria-busy", "true");
    item.after(place);
    button.setAttribute("aria-expanded", "true");
    const answer = await fetch(button.dataset.at, { headers: { "HX-Request": "true" } }).catch(() => undefined);
    if (!answer?.ok) { close(item); location.assign(item.querySelector(".particulars .cite").href); return; }
    place.innerHTML = await answer.text();
    place.removeAttribute("aria-busy");
    window.htmx?.process(place);
    const fold = place.querySelector("details.deed");       // what was asked for needs no second click
    if (fold && button.dataset.deed !== "more") fold.open = true;
    [...place.querySelectorAll("textarea, select, summary, button")].find((field) => field.offsetParent)?.focus({ preventScroll: true });
    const below = place.getBoundingClientRect().bottom - barTop();
    if (below > 0) scrollBy(0, Math.min(below + 8, place.getBoundingClientRect().top - 80));
  }

  function close(item, focused = false) {
    const place = placeOf(item);
    if (!place) return;
    const button = item.querySelector(`button[data-deed="${place.dataset.deed}"]`);
    item.querySelectorAll("[data-deed]").forEach((each) => each.setAttribute("aria-expanded", "false"));
    place.remove();
    if (focused) button?.focus({ preventScroll: true });
  }

  const statementOf = (place) => document.getElementById(place.id.replace("at-", ""));

  // ---- What was done besides what was said

  let fetching;
  function fetchLines() {
    clearTimeout(fetching);
    fetching = setTimeout(async () => {
      const known = [...list.querySelectorAll(":scope > .procedure")].map(numberOf);
      const after = Math.max(shownTo, ...known);
      const answer = await fetch(`${list.dataset.lines}?after=${after}`, { headers: { "HX-Request": "true" } }).catch(() => undefined);
      if (!answer?.ok) return;
      const came = document.createElement("template");
      came.innerHTML = await answer.text();
      for (const line of [...came.content.children]) insert(line);
      if (wasAtLatest && !list.contains(document.activeElement)) toLatest();
      if (!unseen.size) mark();
    }, 250);
  }

  function insert(line) {
    const number = numberOf(line);
    if (list.querySelector(`:scope > .procedure[data-number="${number}"]`)) return;
    const later = [...list.querySelectorAll(":scope > [data-number]")].find((item) => numberOf(item) > number);
    later ? later.before(line) : list.append(line);
  }

  const shownTo = Math.max(0, ...[...list.querySelectorAll(":scope > [data-number]")].map(numberOf));
  document.getElementById("live")?.addEventListener("grew", ({ detail }) => {
    let told = {};
    try { told = JSON.parse(detail.data); } catch { /* nothing to show */ }
    if (whole && told.book === list.dataset.room && !told.unread) fetchLines();
  });

  // ---- Begin, and go on

  function begin() {
    // What takes the focus is not to stand behind the bar, however high that is just now.
    if (bar) new ResizeObserver(() => { document.documentElement.style.scrollPaddingBlockEnd = `${bar.offsetHeight + 16}px`; }).observe(bar);
    const skip = document.querySelector("[data-skip-to-words]");
    if (skip && words) skip.hidden = false;
    statements().forEach(offerDeeds);
    openWhereLeft();
    startReading();
    new MutationObserver((changes) => {
      for (const node of changes.flatMap((change) => [...change.addedNodes])) {
        if (!node.isConnected || !node.matches?.(".statement")) continue;
        const known = unseen.has(numberOf(node)) || numberOf(node) <= marked;
        offerDeeds(node);
        if (!known) { expect(node); came(node); mark(); }
      }
    }).observe(list, { childList: true });
  }
  // After page.js, which says whose each statement is.
  document.addEventListener("DOMContentLoaded", begin);

  document.addEventListener("scroll", () => {
    wasAtLatest = atLatest();
    if (wasAtLatest && newBelow) newBelow.hidden = true;
    if (onScreen.size) see();
  }, { passive: true });
  document.addEventListener("visibilitychange", see);
  addEventListener("pagehide", () => { if (marking) send(); });   // whoever leaves at once has read it all the same

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-deed]");
    if (button) open(button.closest(".statement"), button);
    if (event.target.closest("[data-new-below]")) { event.preventDefault(); toLatest(); }
    if (event.target.closest("[data-all-read]")) allRead();
  });
  list.addEventListener("keydown", (event) => {
    const place = event.key === "Escape" && event.target.closest(".at-it");
    if (place) close(statementOf(place), true);
  });
  document.addEventListener("htmx:after:request", ({ detail }) => {
    const { sourceElement: form, response } = detail.ctx ?? {};
    if (!form?.matches?.("form") || !(response?.status >= 200 && response.status < 300)) return;
    const place = form.closest(".at-it");
    if (place) close(statementOf(place), true);
    if (form.closest(".bar > .composer")) words?.focus({ preventScroll: true });
  });
})();
