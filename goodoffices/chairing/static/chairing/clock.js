// How long the floor has been held, counted in the page. Nothing depends on it: the record's own times count.
(() => {
  "use strict";

  function tick() {
    if (document.hidden) return;
    for (const clock of document.querySelectorAll("[data-clock]")) {
      const whole = Math.floor((Date.now() - Date.parse(clock.dataset.clock)) / 1000);
      // A machine's clock may be wrong by hours: then nothing is better than a wrong number.
      clock.hidden = !(whole >= 0 && whole < 24 * 3600);
      clock.textContent = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
    }
  }

  setInterval(tick, 1000);
  document.addEventListener("visibilitychange", tick);
  document.addEventListener("DOMContentLoaded", tick);
})();
