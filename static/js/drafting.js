// What is typed into a form is kept in this browser until the server has it, and a part of a draft saves itself a few
// seconds after the last key. Without this file the button saves. The words stand in the page, translated.

const QUIET = 2500;
const AGAIN = 15000;
const LOOK = 20000;
const form = document.querySelector("form[data-keep]");
if (form) start(form);

function start(form) {
  const said = form.querySelector("[data-said]");
  const saves = "autosave" in form.dataset;
  // The page shows what the server refused: nothing of it is saved.
  const refused = "unsaved" in form.dataset;
  let store = `draft:${form.dataset.keep}`;
  let saved = refused ? "" : content();
  let timer;
  let busy = false;
  let stopped = false;
  let leaving = false;
  let sent = false;

  sessionStorage.removeItem("draft-sent");
  offerKept();
  watchEditors(form);
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    if (!saves) return handOver();
    event.preventDefault();
    finish();
  });
  document.querySelector("[data-drop]")?.addEventListener("click", () => {
    sent = true;
    sessionStorage.removeItem(store);
  });
  addEventListener("pageshow", () => (sent = false));
  addEventListener("beforeunload", (event) => {
    if (!sent && content() !== saved) event.preventDefault();
  });

  // The button saves the same way and leaves; what the server refuses it explains on a page of its own.
  async function finish() {
    clearTimeout(timer);
    if (leaving) return;
    leaving = true;
    while (busy) await new Promise((done) => setTimeout(done, 100));
    const outcome = stopped ? "refused" : await save();
    leaving = false;
    delete form.dataset.sent;
    if (outcome === "saved") location.assign(form.querySelector("[data-leave]").href);
    if (outcome === "refused") {
      handOver();
      form.submit();
    }
  }

  // The browser sends it. Whether it is on record only the next page knows: see app.js.
  function handOver() {
    sent = true;
    remember("draft-sent", store);
  }

  // What a person typed: hidden fields are the page's own.
  function content() {
    const isTyped = (field) => field.name && field.type !== "hidden" && (!isTicked(field) || field.checked);
    return JSON.stringify([...form.elements].filter(isTyped).map((field) => [field.name, field.value]));
  }

  function changed() {
    clearTimeout(timer);
    if (content() === saved) return sessionStorage.removeItem(store);
    remember(store, content());
    if (!saves || stopped) return;
    const isHeld = byButton().some((field) => field.value !== field.defaultValue);
    say(isHeld ? form.dataset.held : form.dataset.changed);
    if (!isHeld) wait(QUIET);
  }

  // Half of such a value would do harm, so it goes with the button only.
  function byButton() {
    return [...form.querySelectorAll("[data-by-button]")];
  }

  function wait(time) {
    clearTimeout(timer);
    timer = setTimeout(save, time);
  }

  function say(words, bad = false) {
    said.textContent = words;
    said.classList.toggle("bad", bad);
  }

  // One at a time: what is typed meanwhile goes with the next.
  async function save() {
    if (busy || stopped) return "";
    busy = true;
    const before = content();
    const data = new FormData(form);
    say(form.dataset.saving);
    const answer = await post(data);
    const outcome = answer ? understood(answer, before, data) : "lost";
    if (outcome === "lost") {
      say(form.dataset.offline, true);
      wait(AGAIN);
    }
    busy = false;
    if (!leaving && !stopped && content() !== before) changed();
    return outcome;
  }

  // Nothing where the network is lost; an answer that is none of ours has no result.
  async function post(body) {
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Autosave": "1" } });
      const isOurs = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      return { status: answer.status, redirected: answer.redirected, result: isOurs ? await answer.json() : null };
    } catch {
      return null;
    }
  }

  function understood({ status, redirected, result }, before, data) {
    if (redirected || status === 403) {
      say(form.dataset.ended, true);
      return redirected ? "ended" : "refused";
    }
    if (!result) {
      say(form.dataset.failed, true);
      if (status >= 500) wait(AGAIN);
      return "refused";
    }
    say(result.said, status !== 200);
    if (result.stop) stopped = true;
    if (status !== 200) return "refused";
    took(result, before, data);
    return "saved";
  }

  // What was sent is on record; the page is based on it from now on.
  function took(result, before, data) {
    saved = before;
    if (content() === before) sessionStorage.removeItem(store);
    for (const field of byButton()) field.defaultValue = data.get(field.name);
    form.elements.seen.value = result.seen;
    const removal = document.querySelector("[data-removal-seen]");
    if (removal) removal.value = result.seen;
    moveTo(result.url);
    showEditors(result.editors);
    showPreview();
  }

  // A new part has an address from its first saving on.
  function moveTo(url) {
    if (url === location.pathname) return;
    sessionStorage.removeItem(store);
    store = store.replace(location.pathname, url);
    form.action = url;
    history.replaceState(null, "", url);
  }

  function offerKept() {
    const kept = sessionStorage.getItem(store);
    const offer = document.querySelector("[data-kept]");
    if (!kept || plain(kept) === plain(content())) {
      if (refused) remember(store, content());
      else sessionStorage.removeItem(store);
      return;
    }
    offer.hidden = false;
    offer.querySelector("[data-kept-take]").addEventListener("click", () => {
      for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = false;
      for (const [name, value] of JSON.parse(kept)) fill(form.elements[name], value);
      offer.hidden = true;
      changed();
    });
    offer.querySelector("[data-kept-drop]").addEventListener("click", () => {
      sessionStorage.removeItem(store);
      offer.hidden = true;
    });
  }

  // The server tidies spaces and full stops: that is no difference, except between digits. 9,5 is not 95.
  function plain(text) {
    const isDigit = (letter) => /\d/.test(letter || "");
    return text
      .normalize("NFC")
      .replace(/(?:\\[rn]|[\s.,;:])+/g, (run, at, all) => (isDigit(all[at - 1]) && isDigit(all[at + run.length]) ? run : ""));
  }

  function fill(field, value) {
    if (!field) return;
    if (field.type === "checkbox") field.checked = true;
    else field.value = value;
  }
}

function isTicked(field) {
  return field.type === "checkbox" || field.type === "radio";
}

function remember(name, value) {
  try {
    sessionStorage.setItem(name, value);
  } catch {
    // Full, or forbidden by the browser: saving goes on.
  }
}

// Who reads and does not type hears of the others too, before they meet.
function watchEditors(form) {
  if (!document.querySelector("[data-editors]")) return;
  const timer = setInterval(look, LOOK);

  async function look() {
    if (document.hidden) return;
    try {
      const answer = await fetch(form.action, { headers: { "X-Autosave": "1" }, redirect: "manual" });
      if (answer.ok) showEditors((await answer.json()).editors);
      else clearInterval(timer);
    } catch {
      // The network is lost: the next time tells.
    }
  }
}

// Only news is put into the page, so that it is read out once.
function showEditors(html) {
  const shown = document.querySelector("[data-editors]");
  const news = new DOMParser().parseFromString(html, "text/html").body;
  if (shown && shown.textContent.trim() !== news.textContent.trim()) shown.replaceChildren(...news.childNodes);
}

// The last request wins: an older picture that comes late is not shown.
let latest;
function showPreview() {
  const shown = document.querySelector("img[data-preview]");
  if (!shown) return;
  const next = new Image();
  latest = next;
  next.addEventListener("load", () => {
    if (latest === next) document.querySelector("img[data-preview]").replaceWith(next);
  });
  next.dataset.preview = "";
  next.alt = shown.alt;
  next.src = `${shown.src.split("?")[0]}?at=${Date.now()}`;
}
