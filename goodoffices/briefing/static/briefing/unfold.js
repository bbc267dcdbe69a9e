// A link from the page of today may lead to a form that is folded away: it is opened, and ready to be written in.
(() => {
  "use strict";
  const named = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!named || !named.matches("details.deed")) return;
  named.open = true;
  named.scrollIntoView({ block: "start" });
  named.querySelector("input:not([type=hidden]), select, textarea")?.focus({ preventScroll: true });
})();
