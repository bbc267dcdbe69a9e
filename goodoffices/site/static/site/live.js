// What the stream's named events change on a page: unread marks, presence, typing.
// The statements themselves come as partials, which htmx swaps in.
(() => {
  "use strict";

  const live = document.getElementById("live");
  if (!live) return;
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";    // sending.js may renew it
  const post = (address, body) => fetch(address, { method: "POST", headers: { "X-CSRFToken": token() }, body: new URLSearchParams(body) }).catch(() => { /* the next one will do */ });
  const told = (event) => { try { return JSON.parse(event.detail.data); } catch { return {}; } };

  // ---- Rooms: what is unread in each. What was read in the open one, its own script says (table.js).

  const here = document.querySelector(".statements[data-open-at]");
  const unreadMark = (book) => document.querySelector(`.rooms a[data-book="${CSS.escape(book)}"] [data-unread]`);

  function showUnread(book, count) {
    const mark = unreadMark(book);
    if (!mark) return;
    mark.querySelector("[data-count]").textContent = String(count);
    mark.hidden = !count;
    countInTitle();
  }

  const unreadIn = (mark) => mark.hidden ? 0 : Number(mark.querySelector("[data-count]").textContent);

  function countUnread(book) {
    const mark = book !== here?.dataset.room && unreadMark(book);
    if (mark) showUnread(book, unreadIn(mark) + 1);
  }

  // The tab's title keeps its name; what is unread in all rooms stands before it.
  function countInTitle() {
    const name = document.title.replace(/^\(\d+\) /, "");
    const count = [...document.querySelectorAll(".rooms [data-unread]")].map(unreadIn).reduce((sum, each) => sum + each, 0);
    const title = count ? `(${count}) ${name}` : name;
    if (title !== document.title) document.title = title;
  }

  document.addEventListener("unread", ({ detail }) => showUnread(detail.book, detail.count));
  new MutationObserver(countInTitle).observe(document.querySelector("title"), { childList: true });
  countInTitle();

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
  live.addEventListener("htmx:sse:after:message", dropEmpty);

  // ---- Parts that fetch themselves as the record grows: what grows while one is on its way, it does not bring. It asks again.

  let grownAt = 0;
  const askedAt = new Map();    // id of a part → when it was asked for last
  const askAgain = () => window.htmx?.trigger(live, "grew", {});
  const fetchesItself = (part) => part?.id && part.getAttribute?.("hx-trigger")?.includes("grew from:#live");
  live.addEventListener("grew", () => { grownAt = performance.now(); });
  document.addEventListener("htmx:before:request", ({ detail }) => {
    const part = detail.ctx?.sourceElement;
    if (fetchesItself(part)) askedAt.set(part.id, performance.now());
  });
  document.addEventListener("htmx:after:swap", ({ detail }) => {
    const part = detail.ctx?.sourceElement;
    if (fetchesItself(part) && askedAt.get(part.id) < grownAt) askAgain();
  });

  // A form that has been sent and not answered stays where its answer is to come, and what a finger is on stays under it, or
  // it would not be pressed: the part around it waits, and asks again.
  let putOff = false, pressed = null;
  const isAnswered = () => !document.querySelector("form[data-busy]");
  document.addEventListener("htmx:before:swap", (event) => {
    const part = event.detail.ctx?.sourceElement;
    if (!fetchesItself(part) || !(part.querySelector("form[data-busy]") || part.contains(pressed))) return;
    event.preventDefault();
    putOff = true;
  });
  const askForWhatWaits = () => setTimeout(() => {
    if (!putOff || pressed || !isAnswered()) return;
    putOff = false;
    askAgain();
  });
  const release = () => { pressed = null; askForWhatWaits(); };
  document.addEventListener("htmx:finally:request", askForWhatWaits);
  document.addEventListener("pointerdown", ({ target }) => { pressed = target; }, true);
  for (const end of ["pointerup", "pointercancel", "dragend"]) addEventListener(end, release, true);

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
  const latest = () => Math.max(0, ...[...(here?.querySelectorAll(".statement") || [])].map((item) => Number(item.dataset.number)));
  let quiet, until = 0, shown = latest();
  const hush = () => { clearTimeout(quiet); if (line) line.hidden = true; };
  live.addEventListener("typing", (event) => {
    const { book, name } = told(event);
    if (!line || book !== line.dataset.typing) return;
    line.textContent = line.dataset.words.replace("{who}", name || line.dataset.somebody);
    line.hidden = false;
    clearTimeout(quiet);
    until = Date.now() + 5000;
    quiet = setTimeout(hush, 5000);
  });
  // What was being written has come; whoever else writes says so again at the next key. A hidden tab's timers are late.
  live.addEventListener("htmx:sse:after:message", () => { if (here && latest() > shown) hush(); shown = latest(); });
  document.addEventListener("visibilitychange", () => { if (Date.now() > until) hush(); });

  const composer = document.querySelector("form[data-typing-to]");
  let said = 0;
  composer?.addEventListener("input", () => {
    if (Date.now() - said < 3000) return;
    said = Date.now();
    post(composer.dataset.typingTo, {});
  });
})();
