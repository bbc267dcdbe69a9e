// Marks the glossary's terms in what was said, and puts above an original what this seat reads first. What may be marked is
// asked of an address that answers this seat alone: a pushed piece is the same for all, so nothing of this is in it.
// Words are compared as `interpretation/finding.py` compares them. Without this script a thing's own page lists its terms.
(() => {
  "use strict";

  const address = document.body?.dataset.terms;
  if (!address) return;
  const TEXTS = ".text, .answers + .text";
  const ALIKE = { "İ": "i", "I": "i", "ı": "i", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "’": "'" };
  const UNWRITTEN = /[\u00ad\u0640\u064b-\u065f\u0670\u200b-\u200f]/u;
  const BEFORE = "(?:[وف]?(?:[بك]?ال|لل|[بكل])?)";
  const main = document.getElementById("main");
  let terms = null, byWord = new Map(), first = "";

  // ---- Finding

  function folded(text) {                       // with, for each unit of the result, where it stood
    let result = "", start = 0;
    const at = [];
    for (const character of text) {
      const alike = UNWRITTEN.test(character) ? "" : /\s/u.test(character) ? " " : ALIKE[character] ?? character.toLowerCase();
      for (let i = 0; i < alike.length; i++) at.push(start);
      result += alike;
      start += character.length;
    }
    at.push(start);
    return { result, at };
  }

  const escaped = (part) => part.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

  function patternOf(word) {
    const parts = word.split(/ +/).map(escaped);
    if (/[\u3040-\u30ff\u3400-\u9fff]/u.test(word)) return parts.join(" *");
    if (/[\u0620-\u06ff]/u.test(word)) return `(?<![\\p{L}\\p{N}_])${BEFORE}${parts.join(" +(?:ال)?")}(?![\\p{L}\\p{N}_])`;
    return `(?<![\\p{L}\\p{N}_])${parts.join(" +")}(?![\\p{L}\\p{N}_])`;
  }

  function learn(told) {
    first = told.first;
    byWord = new Map();
    for (const term of told.terms) for (const word of Object.values(term.words)) {
      const key = folded(word).result.split(/ +/).filter(Boolean).join(" ");
      if (key && !byWord.has(key)) byWord.set(key, { ...term, address: told.place.replace("/-/", `/${term.id}/`) });
    }
    terms = [...byWord.keys()].sort((one, other) => other.length - one.length || (one < other ? -1 : 1));
  }

  // Hundreds of alternatives at every letter take long: only terms of which each part stands somewhere are looked for.
  function foundIn(text) {
    const there = terms.filter((word) => word.split(" ").every((part) => text.includes(part)));
    if (!there.length) return [];
    const pattern = new RegExp(there.map((word) => `(${patternOf(word)})`).join("|"), "gu");
    return [...text.matchAll(pattern)].map((match) => ({ at: match.index, length: match[0].length, word: there[match.slice(1).findIndex((group) => group !== undefined)] }));
  }

  // ---- Marking

  function mark(within) {
    if (!terms?.length) return;
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT, (node) => node.parentElement.closest("a, mark, form, textarea") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    nodes.forEach(markIn);
  }

  function markIn(node) {
    const { result, at } = folded(node.data);
    for (const match of foundIn(result).reverse()) {      // from the end, so that the places before stay right
      const term = byWord.get(match.word);
      const word = node.splitText(at[match.at]);
      word.splitText(at[match.at + match.length] - at[match.at]);
      const element = document.createElement("mark");
      const link = document.createElement("a");
      element.className = "term";
      element.dataset.status = term.status;
      link.href = term.address;
      link.title = term.says;
      word.replaceWith(element);
      link.append(word);
      element.append(link);
    }
  }

  function unmark(within) {
    for (const element of within.querySelectorAll("mark.term")) {
      const parent = element.parentNode;
      element.replaceWith(...element.firstElementChild.childNodes);
      parent.normalize();
    }
  }

  // ---- What is read first

  function putFirst(list) {
    const statement = document.getElementById(`statement-${list.id.replace("renderings-", "")}`);
    if (!statement) return;
    statement.querySelectorAll(":scope > .rendering").forEach((copy) => copy.remove());
    const all = [...list.querySelectorAll(":scope > .rendering")];
    all.forEach((item) => item.classList.remove("reads-first-above"));
    const chosen = first && all.filter((item) => item.dataset.language === first).pop();
    const text = statement.querySelector(":scope > .text");
    if (!chosen || !text) return;
    const copy = chosen.cloneNode(true);
    copy.removeAttribute("id");
    copy.querySelectorAll("[id]").forEach((item) => item.removeAttribute("id"));
    text.before(copy);
    chosen.classList.add("reads-first-above");
  }

  // ---- Everything that comes onto the page, at first or later

  const each = (within, selector, act) => { if (within.matches?.(selector)) act(within); within.querySelectorAll(selector).forEach(act); };

  function prepare(part) {
    if (part.closest("mark.term, .statement > .rendering")) return;
    each(part, TEXTS, mark);
    each(part, ".renderings", putFirst);
    each(part, ".statement", (statement) => {    // a statement that came anew stands before its renderings
      const list = document.getElementById(`renderings-${statement.id.replace("statement-", "")}`);
      if (list && !part.contains(list)) putFirst(list);
    });
  }

  async function ask() {
    try {
      const answer = await fetch(address, { headers: { accept: "application/json" } });
      if (!answer.ok) return;
      learn(await answer.json());
    } catch { return; /* the line is down: nothing is marked */ }
    unmark(main);
    prepare(main);
  }

  ask();
  new MutationObserver((changes) => {
    if (!terms) return;
    changes.flatMap((change) => [...change.addedNodes]).filter((node) => node.nodeType === 1 && node.isConnected).forEach(prepare);
  }).observe(main, { childList: true, subtree: true });
  document.getElementById("live")?.addEventListener("grew", (event) => { if (String(event.detail.data).includes("_term") || String(event.detail.data).includes("state_usage")) ask(); });
})();
