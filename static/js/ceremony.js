// The screen follows the signing: it asks every second and shows what came. The words stand in the page.

const EVERY = 1000;
const PATIENCE = 4000;
const news = document.getElementById("news");
const lost = document.getElementById("lost");
const ended = document.getElementById("ended");
const last = document.getElementById("last");
const latest = document.getElementById("latest");
let tag = "";
// The clock of the server, by which the signatures are told: that of a projector may be wrong.
let heard = news.dataset.now;

async function ask() {
  try {
    const answer = await fetch(news.dataset.url, {
      cache: "no-store",
      redirect: "manual",
      headers: tag ? { "If-None-Match": tag } : {},
      signal: AbortSignal.timeout(PATIENCE),
    });
    // Whoever is logged out, or may no longer see the pact, is told and not asked for ever.
    if (answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status)) return stop();
    if (answer.status === 200) show(await answer.text(), answer.headers.get("ETag"));
    else if (answer.status !== 304) throw new Error(answer.status);
    heard = answer.headers.get("X-Now") || heard;
    lost.hidden = true;
  } catch {
    last.textContent = heard;
    lost.hidden = false;
  }
  setTimeout(ask, EVERY);
}

function show(html, newTag) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  news.replaceChildren(...parsed.body.childNodes);
  // Of everything on the screen only this one line is read out, and only when it says something new.
  const said = news.querySelector("[data-latest]").dataset.latest;
  if (latest.textContent !== said) latest.textContent = said;
  tag = newTag || "";
}

function stop() {
  lost.hidden = true;
  ended.hidden = false;
}

ask();
