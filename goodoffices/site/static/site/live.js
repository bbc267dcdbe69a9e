// What the stream's named events change on a page: unread marks, presence, typing; and how far one has read.
// The statements themselves come as partials, which htmx swaps in.
(() => {
  "use strict";

  const live = document.getElementById("live");
  if (!live) return;
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";    // sending.js may renew it
  const post = (address, body) => fetch(address, { method: "POST", headers: { "X-CSRFToken": token() }, body: new URLSearchParams(body) }).catch(() => { /* the next one will do */ });
  const told = (event) => { try { return JSON.parse(event.detail.data); } catch { return {}; } };

  // ---- Rooms: what is unread elsewhere, and how far one has read here.

  const here = document.querySelector(".statements[data-open-at]");
  const latest = () => Math.max(0, ...[...(here?.querySelectorAll(".statement") || [])].map((item) => Number(item.dataset.number)));
  let read = 0;

  const unreadMark = (book) => document.querySelector(`.rooms a[data-book="${CSS.escape(book)}"] [data-unread]`);

  function markRead() {
    if (!here || document.hidden || latest() <= read) return;
    read = latest();
    post(here.dataset.reading, { number: read });
    const mark = unreadMark(here.dataset.room);
    if (mark) { mark.hidden = true; mark.querySelector("[data-count]").textContent = "0"; }
  }

  function countUnread(book) {
    if (book === here?.dataset.room && !document.hidden) return;
    const mark = unreadMark(book);
    if (!mark) return;
    const count = mark.querySelector("[data-count]");
    count.textContent = String(Number(count.textContent) + 1);
    mark.hidden = false;
  }

  // The stream brings what happens in other rooms, too: a list is empty until something has come into it.
  function dropEmpty() {
    for (const empty of document.querySelectorAll("[data-empty]")) if (document.querySelector(empty.dataset.empty)?.firstElementChild) empty.remove();
  }

  live.addEventListener("grew", (event) => { const { book, unread } = told(event); if (unread) countUnread(book); });
  // The page's cursor is older than its rows: what stands here already comes again, and is left out.
  live.addEventListener("htmx:sse:before:message", (event) => {
    const added = /^<hx-partial [^>]*hx-swap="beforeend">\s*<li [^>]*\bid="([^"]+)"/.exec(event.detail.message.data);
    if (added && document.getElementById(added[1])) event.preventDefault();
  });
  live.addEventListener("resync", () => location.reload());
  live.addEventListener("htmx:sse:after:message", () => { dropEmpty(); markRead(); });
  document.addEventListener("visibilitychange", markRead);
  markRead();

  // ---- Presence: here or away, the same in every room.

  live.addEventListener("presence", (event) => {
    const { seats = {} } = told(event);
    for (const item of document.querySelectorAll("[data-presence] [data-who]")) {
      const word = item.querySelector(".presence");
      const isHere = seats[item.dataset.who] === "here";
      word.textContent = isHere ? word.dataset.here : word.dataset.away;
      word.classList.toggle("here", isHere);
      word.classList.toggle("away", !isHere);
    }
  });

  // ---- Typing: only inside its room, forgotten after a few seconds.

  const line = document.querySelector("[data-typing]");
  let quiet;
  live.addEventListener("typing", (event) => {
    const { book, name } = told(event);
    if (!line || book !== line.dataset.typing) return;
    line.textContent = line.dataset.words.replace("{who}", name || line.dataset.somebody);
    line.hidden = false;
    clearTimeout(quiet);
    quiet = setTimeout(() => { line.hidden = true; }, 5000);
  });

  const composer = document.querySelector("form[data-typing-to]");
  let said = 0;
  composer?.addEventListener("input", () => {
    if (Date.now() - said < 3000) return;
    said = Date.now();
    post(composer.dataset.typingTo, {});
  });
})();
