// What is wrong with a form stands above it and at each field: the server brings the summary, this puts the rest in its place.
(() => {
  "use strict";

  const written = (form, name) => [...form.querySelectorAll("input:not([type=hidden]), textarea, select")].find((field) => field.name === name || field.name.startsWith(`${name}-`));
  const described = (field) => (field.getAttribute("aria-describedby") || "").split(/\s+/).filter(Boolean);

  function describe(field, ids) {
    if (ids.length) field.setAttribute("aria-describedby", ids.join(" ")); else field.removeAttribute("aria-describedby");
  }

  function clear(form) {
    form.querySelector(":scope > .error-summary")?.remove();
    for (const error of form.querySelectorAll(".field-error")) {
      for (const field of form.querySelectorAll(`[aria-describedby~="${error.id}"]`)) {
        describe(field, described(field).filter((id) => id !== error.id));
        field.removeAttribute("aria-invalid");
      }
      error.remove();
    }
  }

  function mark(form) {
    clear(form);
    const summary = form.querySelector(".problem .error-summary");
    if (!summary) return;
    for (const link of summary.querySelectorAll("a[data-field]")) markField(form, link);
    const left = summary.closest(".problem");
    form.prepend(summary);
    if (!left.textContent.trim()) left.replaceChildren();
    summary.focus();
  }

  function markField(form, link) {
    const field = written(form, link.dataset.field);
    if (!field) return link.removeAttribute("href");
    field.id ||= `${form.id || "f"}-${field.name}`;
    link.href = `#${field.id}`;
    const error = document.createElement("p");
    error.className = "field-error";
    error.id = `${field.id}-error`;
    error.textContent = (link.querySelector("span") || link).textContent;
    place(field, error, field.name === link.dataset.field);
    field.setAttribute("aria-invalid", "true");
    describe(field, [...described(field), error.id]);
  }

  // Below the label, above the field; of several boxes, below their legend, and so of lines, unless one of their fields is meant.
  function place(field, error, meant) {
    const legend = !(meant && field.closest(".row-of-fields")) && field.closest("fieldset.field")?.querySelector("legend");
    if (legend) legend.after(error); else (field.closest("label") || field).before(error);
  }

  // Straight to the field, and the address stays as it is.
  function follow(event) {
    const link = event.target.closest(".error-summary a[href^='#']");
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    field.focus();
  }

  document.addEventListener("click", follow);
  document.addEventListener("htmx:after:swap", ({ detail }) => { if (detail.ctx?.sourceElement?.matches?.("form")) mark(detail.ctx.sourceElement); });
  for (const event of ["form:sent", "form:unsent"]) document.addEventListener(event, ({ target }) => clear(target));
  // A page that came back with errors: the summary first, before the page is read from its top.
  document.addEventListener("DOMContentLoaded", () => document.querySelector("[data-error-summary]")?.focus());
})();
