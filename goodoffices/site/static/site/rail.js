// The rail: which groups are open is kept in this browser; what waits is asked for when something has come; the marks of
// closed groups and of the menu button follow those of their lines.
(() => {
  "use strict";

  const rail = document.querySelector(".rail");
  if (!rail) return;
  const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* forgotten */ } };
  const recall = (key) => { try { return localStorage.getItem(key); } catch { return null; } };

  // ---- Groups: as they were left, but the one with this page is open.

  const keyOf = (group) => `rail:${group.dataset.railGroup}`;

  for (const group of rail.querySelectorAll("[data-rail-group]")) {
    const left = recall(keyOf(group));
    if (left) group.open = left === "open" || Boolean(group.querySelector("[aria-current]"));
  }

  rail.addEventListener("click", (event) => {
    const group = event.target.closest("summary")?.parentElement;
    if (group?.dataset.railGroup) remember(keyOf(group), group.open ? "closed" : "open");   // it is about to turn
  });

  // ---- Marks.

  function show(mark, count) {
    const number = mark.querySelector("[data-count]");
    if (number.textContent !== String(count)) number.textContent = String(count);
    if (mark.hidden !== !count) mark.hidden = !count;
  }

  const rooms = rail.querySelector(".rooms");

  function addUnread() {
    const counts = [...rooms.querySelectorAll("[data-unread]:not([hidden]) [data-count]")].map((count) => Number(count.textContent));
    for (const mark of rail.querySelectorAll("[data-unread-in-all]")) show(mark, counts.reduce((sum, count) => sum + count, 0));
  }

  if (rooms) new MutationObserver(addUnread).observe(rooms, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["hidden"] });

  // ---- What waits. Everyone in a room hears of an entry at once: they do not all ask at once.

  const SOON = 400, SPREAD = 1600;  // milliseconds
  let asking = false, outdated = false;

  async function ask() {
    asking = outdated = false;
    const answer = await fetch(rail.dataset.waitingAt, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const counts = await answer.json();
    for (const mark of rail.querySelectorAll("[data-waiting]")) show(mark, counts[mark.dataset.waiting] ?? 0);
  }

  function askSoon() {
    outdated = true;
    if (asking || document.hidden) return;
    asking = true;
    setTimeout(ask, SOON + Math.random() * SPREAD);
  }

  document.getElementById("live")?.addEventListener("grew", askSoon);
  document.addEventListener("visibilitychange", () => { if (outdated) askSoon(); });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) askSoon(); });
})();
