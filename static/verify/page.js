// The page: takes a file and a code, says what is right and what is not, and shows the content in words.
"use strict";

const byId = (name) => document.getElementById(name);
const word = (name) => byId("words").content.querySelector(`[data-word="${name}"]`).textContent;
const keys = Object.fromEntries(
  [...document.querySelectorAll("[data-key]")].map((one) => [one.dataset.key, fromBase64(one.textContent.trim())]),
);

byId("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const file = byId("file").files[0];
  if (!file) return show(answer("no_file"));
  const button = byId("form").querySelector("button");
  button.disabled = true;
  try {
    show(await judged(new Uint8Array(await file.arrayBuffer()), byId("code").value));
  } finally {
    button.disabled = false;
  }
});

if ("BarcodeDetector" in window) {
  byId("photo-field").hidden = false;
  byId("photo").addEventListener("change", async () => {
    const photo = byId("photo").files[0];
    const found = photo ? await new BarcodeDetector({ formats: ["qr_code"] }).detect(await createImageBitmap(photo)) : [];
    byId("code").value = found.length ? found[0].rawValue : "";
    byId("photo-answer").textContent = word(found.length ? "photo_read" : "photo_empty");
  });
}

function answer(state, more = {}) {
  return { state, tone: "bad", notes: [], content: null, ...more };
}

/** The answer on a file and a code; without a code the one that lies in the file is taken. */
async function judged(bytes, written) {
  if (!new TextDecoder("latin1").decode(bytes.subarray(0, 1024)).includes("%PDF-")) return answer("not_a_pdf");
  const parts = await embedded(bytes);
  const texts = parts.map((part) => new TextDecoder().decode(part));
  const own = await ownClaim(texts);
  const claim = written.trim() ? await readClaim(written, keys) : own;
  if (!claim) return answer(texts.some(isContent) ? "no_code" : "no_content");
  if (claim.state !== "genuine") return answer(claim.state);
  if (!texts.some(isContent)) return answer("no_content");
  const content = await matching(parts, texts, claim.sha256);
  if (!content) return answer(own && own.paper !== claim.paper ? "other_paper" : "tampered");
  // Never in green: genuine content may lie beside other pages.
  const end = new TextDecoder("latin1").decode(bytes.subarray(-1024));
  const cut = end.includes("%%EOF") ? [] : ["file_cut"];
  const notes = [...cut, "pages_unchecked", ...(written.trim() ? [] : ["code_from_file"])];
  return answer("genuine", { tone: "wait", notes, content });
}

async function ownClaim(texts) {
  for (const text of texts.filter((one) => /^https?:/.test(one))) {
    const claim = await readClaim(text, keys);
    if (claim.state === "genuine") return claim;
  }
  return null;
}

function isContent(text) {
  return text.startsWith("{");
}

async function matching(parts, texts, sha256) {
  for (const [place, part] of parts.entries()) {
    const digest = hex(new Uint8Array(await crypto.subtle.digest("SHA-256", part)));
    if (digest === sha256) return JSON.parse(texts[place]);
  }
  return null;
}

function show(found) {
  const result = byId("result");
  result.className = `panel ${found.tone}`;
  result.dataset.state = found.state;
  result.replaceChildren(element("h2", word(found.state)), list("ul", found.notes.map((note) => element("li", word(note)))));
  byId("content").replaceChildren(...(found.content ? inWords(found.content) : []));
  byId("content").hidden = !found.content;
  result.hidden = false;
  result.focus();
}

// What has a place of its own below, and what stands on no page.
const PLACED = [
  ...["title", "subtitle", "subject", "issuer", "place", "dated_on", "number", "symbol", "legal_bases"],
  ...["preamble", "clauses", "movements", "closing", "parties", "witnesses"],
];
const HIDDEN = ["template", "check_url", "field"];
// The file has the names in the order of the alphabet; these are what a line begins with.
const FIRST = ["number", "name", "unit", "subject", "text"];

function inWords(said) {
  const number = [said.number, said.symbol].filter(Boolean).join("/");
  return [
    element("h2", word("content")),
    element("p", word("compare")),
    element("h3", [said.title, said.subtitle || said.subject].filter(Boolean).join(" – ")),
    element("p", [said.issuer, number, said.place, day(said.dated_on)].filter(Boolean).join(" · ")),
    ...(said.is_rehearsal ? [element("p", word("rehearsal"))] : []),
    ...paragraphs([...(said.legal_bases || []), said.preamble]),
    ...(said.clauses || []).flatMap(clauseInWords),
    ...paragraphs([...(said.movements || []), said.closing]),
    ...parties("parties", said.parties),
    ...parties("witnesses", said.witnesses),
    ...readable(without(said, PLACED)),
    details(said),
  ];
}

function day(written) {
  return written.split("-").reverse().join("/");
}

function without(said, names) {
  const others = Object.keys(said).filter((name) => !FIRST.includes(name));
  const kept = [...FIRST.filter((name) => name in said), ...others].filter((name) => !names.includes(name));
  return Object.fromEntries(kept.map((name) => [name, said[name]]));
}

/** Whatever else a paper says, without the names that only programs read. */
function readable(said) {
  const values = Array.isArray(said) ? said : Object.values(without(said, HIDDEN));
  const plain = values.filter((one) => ["string", "number"].includes(typeof one) && one !== "");
  const nested = values.filter((one) => one && typeof one === "object").map(readable).filter((one) => one.length);
  if (Array.isArray(said) && nested.length) return [list("ol", nested.map(item))];
  if (Array.isArray(said)) return plain.length ? [list("ul", plain.map((one) => element("li", one)))] : [];
  return [...(plain.length ? [element("p", plain.join(" · "))] : []), ...nested.flat()];
}

function item(parts) {
  const made = document.createElement("li");
  made.append(...parts);
  return made;
}

function clauseInWords(clause) {
  const targets = (clause.targets || []).map((one) =>
    element("li", [one.code, one.text, ...(one.details || []), one.requirement].join(" · ")),
  );
  const heading = element("h4", `Điều ${clause.number}. ${clause.heading}`);
  const section = clause.section ? [element("h3", clause.section)] : [];
  return [...section, heading, ...paragraphs(clause.body.split("\n")), ...(targets.length ? [list("ul", targets)] : [])];
}

function parties(name, rows) {
  if (!rows || !rows.length) return [];
  const lines = rows.map((one) => element("li", [one.role_line, one.unit].filter(Boolean).join(" · ")));
  return [element("h4", word(name)), list("ol", lines)];
}

function details(said) {
  const whole = document.createElement("details");
  whole.append(element("summary", word("everything")), element("pre", JSON.stringify(said, null, 1)));
  return whole;
}

function paragraphs(texts) {
  return texts.filter(Boolean).map((text) => element("p", text));
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function list(name, items) {
  const made = document.createElement(name);
  made.append(...items);
  return made;
}
