// Sending a form: once; again after a lost line or an old token, as the same act; and never as if it had gone when it has not.
// A form is sent when the server says so with 204, and not before: anything may answer 200, a sign-in page or a hotel's gate.
(() => {
  "use strict";

  const byHtmx = (form) => form.matches("[hx-post], [hx-put], [hx-patch]");
  const keyOf = (form) => form.querySelector("input[name=key]");
  // randomUUID exists only on secure origins; a demonstration on a local network may not be one.
  const freshKey = () => crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const tell = (form, what) => form.dispatchEvent(new CustomEvent(what, { bubbles: true }));
  const submitters = new WeakMap();

  // ---- Once

  function beforeSubmit(event) {
    const form = event.target;
    if (form.method !== "post" && !byHtmx(form)) return;
    if (form.dataset.busy !== undefined) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    submitters.set(form, event.submitter);
    const key = keyOf(form);
    // A form that leaves its page is known to the server by the token it was drawn with, also when it comes back from a cache.
    if (key && !key.value && byHtmx(form)) key.value = freshKey();
    if (!byHtmx(form)) setBusy(form, true);
  }

  function setBusy(form, busy) {
    if (busy) form.dataset.busy = ""; else delete form.dataset.busy;
    // aria-disabled and read-only, not disabled: the focus stays where it was, and the words are still sent.
    for (const button of form.querySelectorAll("button:not([type=button])")) busy ? button.setAttribute("aria-disabled", "true") : button.removeAttribute("aria-disabled");
    for (const area of form.querySelectorAll("textarea")) area.readOnly = busy;
  }

  // ---- What came of it

  function afterRequest(event) {
    const { sourceElement: form, response, text } = event.detail.ctx ?? {};
    if (leaving) goOnLater(event.detail.ctx);
    if (response?.status === 401) setSending("signed-out");
    if (!form?.matches?.("form") || !keyOf(form)) return;
    const { status } = response;
    if (status === 204) return sent(form);
    if (status === 403 && form.dataset.renewed === undefined) {
      event.preventDefault();
      renew(form);
    } else if (status < 400 || isPage(text)) {
      event.preventDefault();
      unsent(form, status === 404 ? "gone" : "answer");
    } else if (status === 401 || status === 403 || status >= 500) {
      unsent(form);                          // the answer brings its own sentence
    } else {
      settle(form);
      keyOf(form).value = "";                // refused, or asked back: nothing is recorded under it
    }
  }

  const isPage = (text) => /^\s*<(!doctype|html)/i.test(text || "") || !text?.trim();

  function sent(form) {
    keyOf(form).value = "";
    form.querySelector(".problem")?.replaceChildren();      // what was refused or warned of has gone through
    settle(form);
    tell(form, "form:sent");
  }

  function settle(form) {
    delete form.dataset.unsent;
    delete form.dataset.renewed;
    form.querySelector(".not-sent")?.remove();
    setSending(waiting().length ? undefined : "");
  }

  function unsent(form, why = "") {
    form.dataset.unsent = why;
    delete form.dataset.renewed;
    say(form, why);
    tell(form, "form:unsent");
    if (bar()?.dataset.sending !== "signed-out") setSending("unsent");
  }

  // Beside what stands in `.problem`, which may hold the second key of a solemn act.
  function say(form, why) {
    form.querySelector(".not-sent")?.remove();
    const words = why && document.getElementById("not-sent")?.content.querySelector(`[data-why="${why}"]`);
    if (words) form.querySelector(".problem")?.after(words.cloneNode(true));
  }

  // Whoever has gone on to another page meanwhile is not called back by the answer. Where that page does not come after all
  // (the link was a download), the answer is followed a little later.
  let leaving = false;
  addEventListener("beforeunload", () => { leaving = true; });

  function goOnLater(ctx) {
    const to = ctx?.hx?.redirect;
    if (!to) return;
    delete ctx.hx.redirect;
    setTimeout(() => location.assign(to), 3000);
  }

  // ---- An old token: a fresh one, and once more with the same key

  async function renew(form) {
    form.dataset.renewed = "";
    try {
      const answer = await fetch(document.body.dataset.formToken, { headers: { "HX-Request": "true", "HX-Current-URL": location.href } });
      if (answer.status === 401) return signedOut(form, await answer.text());
      if (!answer.ok) return unsent(form, answer.status === 404 ? "somebody" : "answer");
      const { token, seat } = await answer.json();
      if (seat !== document.body.dataset.seat) return unsent(form, "somebody");
      useToken(token);
    } catch { return unsent(form, "line"); }
    sendAgain(form);
  }

  function signedOut(form, sentence) {
    form.querySelector(".problem").innerHTML = sentence;     // our own server's, as htmx would swap it
    setSending("signed-out");
    unsent(form);
  }

  function useToken(token) {
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
    document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": token }));
  }

  function sendAgain(form) {
    const submitter = submitters.get(form);
    form.requestSubmit(submitter?.isConnected && submitter.form === form ? submitter : undefined);
  }

  // ---- The bar says so until it is sent; nothing goes by itself

  const bar = () => document.querySelector("[data-live-state]");
  const waiting = () => [...document.querySelectorAll("form[data-unsent]")];
  const isSolemn = (form) => Boolean(form.closest(".solemn") || form.querySelector("[data-sheet]"));

  function setSending(state) {
    if (state === undefined || !bar()) return;
    if (state) bar().dataset.sending = state; else delete bar().dataset.sending;
  }

  function lineIsBack() {
    const cut = waiting().filter((form) => form.dataset.unsent === "line" || form.dataset.unsent === "back");
    cut.forEach((form) => { form.dataset.unsent = "back"; say(form, "back"); });
    if (cut.length) setSending("ready");
  }

  // A solemn act is sent by its own button alone, once it was read again.
  function sendAll() {
    const forms = waiting();
    forms.filter((form) => !isSolemn(form)).forEach(sendAgain);
    const solemn = forms.find(isSolemn);
    if (!solemn) return;
    if (solemn.closest("details")) solemn.closest("details").open = true;
    solemn.querySelector("[data-send-again]")?.focus();
  }

  function onClick({ target }) {
    if (target.closest("[data-send-all]")) sendAll();
    const form = target.closest("[data-send-again]")?.closest("form");
    if (form) sendAgain(form);
    const link = target.closest(".connection [data-sign-in]");
    if (link) link.href = `${link.dataset.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`;
  }

  const forForms = (act) => ({ detail }) => { if (detail.ctx?.sourceElement?.matches?.("form")) act(detail.ctx.sourceElement, detail); };

  document.addEventListener("submit", beforeSubmit, true);       // captured: before htmx reads the form
  document.addEventListener("click", onClick);
  document.addEventListener("input", ({ target: { form } }) => {
    // Other words are another deed: the key of a failed try belongs to the words it was sent with.
    if (form && keyOf(form)) keyOf(form).value = "";
  });
  document.addEventListener("htmx:before:request", forForms((form) => setBusy(form, true)));
  document.addEventListener("htmx:finally:request", forForms((form) => setBusy(form, false)));
  document.addEventListener("htmx:after:request", afterRequest);
  document.addEventListener("htmx:error", forForms((form, { ctx }) => { if (keyOf(form) && !ctx.response) unsent(form, "line"); }));
  document.addEventListener("htmx:after:settle", () => { if (!waiting().length && ["unsent", "ready"].includes(bar()?.dataset.sending)) setSending(""); });
  document.addEventListener("htmx:sse:after:connection", lineIsBack);
  addEventListener("online", lineIsBack);
  // A form that keeps no draft would lose its words with the page.
  addEventListener("beforeunload", (event) => { if (waiting().some((form) => form.dataset.draft === undefined)) event.preventDefault(); });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) for (const form of document.querySelectorAll("form[data-busy]")) setBusy(form, false); });
})();
