// What the pages of witnesses answer: in the words of the page, which are in the reader's language.

export function answer(section, name, gaps = {}) {
  const words = section.querySelector("template[data-words]").content.querySelector(`[data-for="${name}"]`).textContent.trim();
  const told = section.querySelector("[data-answer]");
  told.textContent = words.replaceAll(/\s+/g, " ").replace(/\{(\w+)\}/g, (_gap, key) => gaps[key]);
  told.dataset.answer = name;
}

export function offerFile(section, words, name, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  link.download = name;
  link.textContent = section.querySelector("template[data-words]").content.querySelector(`[data-for="${words}"]`).textContent;
  section.querySelector("[data-answer]").append(" ", link);
  return link;
}
