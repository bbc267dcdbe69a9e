// The palette: every place of the talks by its name, filtered here, chosen with the arrows (a combobox over a listbox). What
// a name alone does not tell, such as an entry by its citation, the server is asked for. Without it the button is a link.
(() => {
  "use strict";

  const dialog = document.getElementById("palette");
  if (!dialog) return;
  const field = dialog.querySelector("[role=combobox]");
  const list = dialog.querySelector("[role=listbox]");
  const status = dialog.querySelector("[role=status]");
  const PAUSE = 150;  // milliseconds without a key, before the server is asked

  // Letters without case, accents and vowel signs: as `process/places.py` compares them.
  const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
  const options = () => [...list.querySelectorAll("[role=option]")];
  const shown = () => options().filter((option) => !option.hidden);
  const active = () => list.querySelector("[aria-selected=true]");

  let lost = false, numbered = 0, waiting, asked = 0, isAsked = false, chooseWhenFound = false;

  // ---- Opening: the field at once, the places as soon as they have come.

  function open() {
    if (dialog.open) return field.select();
    document.querySelector("dialog#shortcuts[open]")?.close();
    if (document.querySelector("dialog[open]")) return;      // something is being confirmed: first things first
    field.value = "";
    dialog.showModal();
    field.focus();
    fetchPlaces();
  }

  async function fetchGroups(words) {
    const address = words === undefined ? dialog.dataset.places : `${dialog.dataset.places}?${new URLSearchParams({ q: words })}`;
    const answer = await fetch(address).catch(() => null);
    return answer?.ok && !answer.redirected ? grouped((await answer.json()).places) : null;
  }

  async function fetchPlaces() {
    if (options().length) filter();      // those of before, until these have come
    const groups = await fetchGroups();
    lost = !groups && !options().length;
    if (groups) list.replaceChildren(...groups);
    filter();
  }

  function grouped(places) {
    const groups = new Map();
    for (const place of places) {
      if (!groups.has(place.heading)) groups.set(place.heading, groupOf(place.heading));
      groups.get(place.heading).append(optionOf(place));
    }
    return [...groups.values()];
  }

  function made(tag, words, attributes = {}) {
    const element = document.createElement(tag);
    element.textContent = words;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  function groupOf(heading) {
    const group = made("div", "", { role: "group", "aria-label": heading });
    group.append(made("p", heading, { "aria-hidden": "true" }));
    return group;
  }

  function optionOf({ name, address, detail }) {
    const option = made("a", "", { role: "option", tabindex: "-1", href: address, id: `place-${++numbered}` });
    option.append(made("b", name, { dir: "auto" }), " ");
    if (detail) option.append(made("span", detail, { dir: "auto" }));
    return option;
  }

  // ---- Filtering: every word occurs; the best stands ready.

  function filter() {
    const words = plain(field.value).split(" ").filter(Boolean);
    for (const option of options()) {
      const text = plain(`${option.parentElement.getAttribute("aria-label")} ${option.textContent}`);
      option.hidden = !isFound(option) && !words.every((word) => text.includes(word));
    }
    for (const group of list.children) group.hidden = !group.querySelector("[role=option]:not([hidden])");
    choose(best(words.join(" ")));
    say();
  }

  const isFound = (option) => Boolean(option.closest("[data-found]"));

  function best(words) {
    const rank = (option) => {
      if (isFound(option)) return 0;
      const name = plain(option.firstElementChild.textContent);
      return name.startsWith(words) ? 1 : ` ${name}`.includes(` ${words}`) ? 2 : name.includes(words) ? 3 : 4;
    };
    return shown().reduce((found, option) => (!found || rank(option) < rank(found) ? option : found), null);
  }

  function choose(option) {
    active()?.removeAttribute("aria-selected");
    option?.setAttribute("aria-selected", "true");
    option ? field.setAttribute("aria-activedescendant", option.id) : field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  function say() {
    const nothing = !shown().length && !isAsked && field.value.trim();
    status.textContent = lost ? status.dataset.lost : nothing ? status.dataset.words : "";
    field.setAttribute("aria-expanded", String(shown().length > 0));
  }

  // ---- Finding: what the words mean beyond the names.

  function onInput() {
    for (const group of list.querySelectorAll("[data-found]")) group.remove();
    clearTimeout(waiting);
    chooseWhenFound = false;
    asked += 1;
    isAsked = field.value.trim().length > 1;
    if (isAsked) waiting = setTimeout(findMore, PAUSE, asked);
    filter();
  }

  async function findMore(turn) {
    const groups = await fetchGroups(field.value.trim()) ?? [];
    if (turn !== asked) return;          // other words have been typed since
    isAsked = false;
    for (const group of groups) group.dataset.found = "";
    list.prepend(...groups);
    filter();
    if (chooseWhenFound && active()) go(active());
  }

  function go(option) {
    dialog.close();
    option.click();
  }

  // ---- Keys.

  function onKey(event) {
    const among = shown();
    const at = among.indexOf(active());
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: Math.min(at + 8, among.length - 1), PageUp: Math.max(at - 8, 0) }[event.key];
    if (to !== undefined && among.length) {
      event.preventDefault();
      choose(among[(to + among.length) % among.length]);
    } else if (event.key === "Enter" && !event.isComposing) {
      if (active()) { event.preventDefault(); go(active()); }
      else if (isAsked) { event.preventDefault(); chooseWhenFound = true; }
      else if (!lost) event.preventDefault();       // nothing to go to, as it says
    }
  }

  field.addEventListener("input", onInput);
  field.addEventListener("keydown", onKey);
  list.addEventListener("click", ({ target }) => { if (target.closest("[role=option]")) dialog.close(); });
  dialog.addEventListener("click", ({ target }) => { if (target === dialog) dialog.close(); });   // beside it
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-palette]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
})();
