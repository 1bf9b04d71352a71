// What a QR code claims, and whether this installation signed it. The layout is told in pacts/documents/proof.py.
"use strict";

const DOMAIN = new TextEncoder().encode("thidua-proof-1\n");
const BODY = 57;
const DAY = 86400000;

/** The claim in an address or a bare token: { state, paper, date, sha256 }. */
async function readClaim(written, keys) {
  const inAddress = /[?&]p=([A-Za-z0-9_-]+)/.exec(written);
  const token = inAddress ? inAddress[1] : written.trim();
  if (!/^[A-Za-z0-9_-]{162}$/.test(token)) return { state: "not_a_code" };
  const data = fromBase64(token.replaceAll("-", "+").replaceAll("_", "/") + "==");
  const body = data.slice(0, BODY);
  if (body[0] !== 1) return { state: "not_a_code" };
  const spki = keys[hex(body.slice(1, 5))];
  if (!spki) return { state: "unknown_key" };
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("spki", spki, curve, false, ["verify"]);
  const hash = { name: "ECDSA", hash: "SHA-256" };
  if (!(await crypto.subtle.verify(hash, key, data.slice(BODY), joined(DOMAIN, body)))) return { state: "forged" };
  const days = new DataView(body.buffer).getUint32(21);
  return {
    state: "genuine",
    paper: hex(body.slice(5, 21)),
    date: new Date(days * DAY).toISOString().slice(0, 10),
    sha256: hex(body.slice(25)),
  };
}

function fromBase64(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function joined(first, second) {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
