// The text: what is in brackets is pointed at from the margin, and the other way round; and a provision that has changed is
// fetched by a mark in it.
(() => {
  "use strict";

  const place = (item) => item.closest(".provision, .choice")?.querySelectorAll(`[data-alternative="${CSS.escape(item.dataset.alternative)}"]`) || [];
  function point(event, on) {
    const item = event.target.closest?.("[data-alternative]");
    if (item) for (const each of place(item)) each.classList.toggle("pointed", on);
  }
  document.addEventListener("mouseover", (event) => point(event, true));
  document.addEventListener("mouseout", (event) => point(event, false));

  // What an earlier mark has fetched would take a newer one away, and with it what that is about to bring.
  document.addEventListener("htmx:before:swap", (event) => {
    const mark = event.detail.ctx?.sourceElement;
    if (mark?.id?.startsWith("changed-") && document.getElementById(mark.id) !== mark) event.preventDefault();
  });
})();
