// What every printed sheet says of itself: who may read it, whose copy it is, and when it was printed. The server knows the
// words but not the hour; without scripts the first sheet still says the rest.
(() => {
  "use strict";

  const root = document.documentElement;
  const LANGUAGE = root.lang === "en" ? "en-GB" : root.lang;  // the day before the month, as in the rest of the page

  /** Now, in the city of the talks, or here where a page belongs to no talks. */
  function time(zone) {
    const shape = { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    const say = (given) => new Intl.DateTimeFormat(LANGUAGE, { ...shape, numberingSystem: "latn", ...given }).format(new Date());
    if (!zone) return say({ timeZoneName: "short" });
    return `${say({ timeZone: zone })} ${zone.split("/").pop().replaceAll("_", " ")}`;
  }

  function mark() {
    const sheet = document.querySelector("[data-sheet-mark]");
    if (!sheet) return;
    const line = sheet.dataset.line.replace("{time}", `\u2068${time(sheet.dataset.zone)}\u2069`).replace(/\s+/g, " ").trim();
    sheet.textContent = line;
    root.style.setProperty("--sheet-mark", JSON.stringify(line));  // print.css repeats it below every sheet
  }

  addEventListener("beforeprint", mark);
  document.addEventListener("DOMContentLoaded", mark);  // for browsers that print without telling
})();
