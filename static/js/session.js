// Warns before the session ends. The words stand in the page, translated.

const warning = document.querySelector("[data-session-seconds]");
const EARLY = 5 * 60;
let timer;

function wait(seconds) {
  clearTimeout(timer);
  timer = setTimeout(() => warning.showModal(), Math.max(seconds - EARLY, 0) * 1000);
}

if (warning) {
  wait(Number(warning.dataset.sessionSeconds));
  const form = warning.querySelector("[data-stay]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    delete form.dataset.sent;
    if (answer.status !== 204) return location.reload();
    warning.close();
    wait(Number(form.dataset.stay));
  });
}
