// Says in words, on the page, when a passkey was not made or not used. allauth's own script does the rest.
document.addEventListener("allauth.error", (event) => {
  const problem = document.querySelector("[data-passkey-problem]");
  if (!problem) return;
  event.preventDefault();
  const able = window.isSecureContext && window.PublicKeyCredential;
  problem.textContent = able ? problem.dataset.passkeyProblem : problem.dataset.passkeyUnable;
  problem.hidden = false;
});
