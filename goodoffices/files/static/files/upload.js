// Sends the files of forms in pieces: with progress, a way to cancel, and again from where a lost line broke off. Takes what is
// dropped on such a form, or pasted into it. Without this script the form sends its file as a whole.
(() => {
  "use strict";

  const TRIES = 8;
  const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
  const formOf = (event) => event.target.closest?.("form.file-form");

  class Refusal extends Error {}

  function shown(form, percent, words) {
    const place = form.querySelector(".file-progress");
    place.hidden = percent === null;
    if (percent === null) return;
    place.querySelector("progress").value = percent;
    const line = place.querySelector("[role=status]");
    if (line.textContent !== words) line.textContent = words;
  }

  async function asked(form, address, options, signal) {
    const token = form.elements.csrfmiddlewaretoken.value;
    const answer = await fetch(address, { ...options, signal, headers: { "X-CSRFToken": token, ...options.headers } });
    if (answer.status === 422 || answer.status === 507) throw new Refusal((await answer.json()).sentence);
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 409) throw new Refusal(`${answer.status}`);
    if (!answer.ok && answer.status !== 409) throw new TypeError(`${answer.status}`);
    return answer.json();
  }

  async function begun(form, file, signal) {
    const given = new FormData();
    for (const name of ["about", "supersedes"]) if (form.elements[name]) given.set(name, form.elements[name].value);
    given.set("name", file.name);
    given.set("size", String(file.size));
    return asked(form, form.dataset.uploads, { method: "POST", body: given }, signal);
  }

  // A piece after the other; where the line is lost, it asks how far the file is, and goes on from there.
  async function sent(form, file, state, address, signal) {
    const { sending, checking } = form.querySelector(".file-progress").dataset;
    const size = state.piece;
    for (let failed = 0; !state.file;) {
      const last = state.offset + size >= file.size;
      shown(form, Math.floor(100 * state.offset / file.size), last ? checking : sending);
      try {
        const headers = { "Upload-Offset": String(state.offset), "Content-Type": "application/offset+octet-stream" };
        state = await asked(form, address, { method: "PATCH", headers, body: file.slice(state.offset, state.offset + size) }, signal);
        failed = 0;
      } catch (error) {
        if (signal.aborted || error instanceof Refusal || ++failed > TRIES) throw error;
        await wait(Math.min(2 ** failed, 30));
        try { state = await asked(form, address, {}, signal); } catch (again) { if (again instanceof Refusal) throw again; }
      }
    }
    return state.file;
  }

  async function attached(form, token, signal) {
    const data = new FormData(form);
    data.set("file", token);
    const answer = await fetch(form.action, { method: "POST", body: data, signal, headers: { "HX-Request": "true" } });
    const next = answer.headers.get("HX-Redirect");
    if (next) { location.assign(next); return; }
    const read = new DOMParser().parseFromString(await answer.text(), "text/html");
    form.querySelector(".problem").replaceChildren(...read.body.childNodes);
  }

  async function upload(form, file) {
    const giveUp = new AbortController(), button = form.querySelector("button:not([type=button])");
    const cancel = form.querySelector(".file-progress button"), problem = form.querySelector(".problem");
    let address = "";
    problem.replaceChildren();
    cancel.onclick = () => giveUp.abort();
    try {
      const state = await begun(form, file, giveUp.signal);
      address = `${form.dataset.uploads}/${state.upload}`;
      await attached(form, await sent(form, file, state, address, giveUp.signal), giveUp.signal);
    } catch (error) {
      if (giveUp.signal.aborted) { if (address) asked(form, address, { method: "DELETE" }).catch(() => {}); }
      else problem.textContent = error instanceof Refusal ? error.message : form.querySelector(".file-progress").dataset.lost;
    } finally {
      delete form.dataset.busy;                 // set by site/sending.js when the form was submitted
      button.removeAttribute("aria-disabled");
      shown(form, null);
    }
  }

  function take(form, files) {
    if (!files.length) return false;
    form.elements.file.files = files;
    const title = form.elements.title;
    if (!title.value) title.value = files[0].name.replace(/\.[^.]+$/, "").slice(0, 300);
    return true;
  }

  document.addEventListener("submit", (event) => {
    const form = formOf(event), file = form?.elements.file?.files?.[0];
    if (!file || !file.size) return;
    event.preventDefault();
    upload(form, file);
  });
  document.addEventListener("dragover", (event) => {
    const form = formOf(event);
    if (form && event.dataTransfer?.types.includes("Files")) { event.preventDefault(); form.classList.add("over"); }
  });
  document.addEventListener("dragleave", (event) => formOf(event)?.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    const form = formOf(event);
    form?.classList.remove("over");
    if (form && take(form, event.dataTransfer.files)) event.preventDefault();
  });
  document.addEventListener("paste", (event) => {
    const form = formOf(event);
    if (form && take(form, event.clipboardData.files)) event.preventDefault();
  });
})();
