// The text: what is in brackets is pointed at from the margin, and the other way round.
(() => {
  "use strict";

  const place = (item) => item.closest(".provision, .choice")?.querySelectorAll(`[data-alternative="${CSS.escape(item.dataset.alternative)}"]`) || [];
  function point(event, on) {
    const item = event.target.closest?.("[data-alternative]");
    if (item) for (const each of place(item)) each.classList.toggle("pointed", on);
  }
  document.addEventListener("mouseover", (event) => point(event, true));
  document.addEventListener("mouseout", (event) => point(event, false));
})();
