// Just enough of PDF to find what is embedded in a file. No parser is trusted: whatever is found counts only if
// its hash is the signed one. Nothing is said of the pages and the signatures: a digest beside them proves nothing,
// and to judge a signature takes more than fits here.
"use strict";

const MAX_UNPACKED = 16 * 1024 * 1024;

/** All embedded files, unpacked, wherever in the file and in whichever revision they stand. */
async function embedded(bytes) {
  // One letter a byte, so that places in the text are places in the file.
  const text = new TextDecoder("latin1").decode(bytes);
  const found = [];
  for (const match of text.matchAll(/\/EmbeddedFile\b(?!s)/g)) {
    const start = text.lastIndexOf("obj", match.index);
    const keyword = text.indexOf("stream", match.index);
    if (start < 0 || keyword < 0) continue;
    const content = await unpacked(bytes, text, text.slice(start, keyword), keyword + "stream".length);
    if (content) found.push(content);
  }
  return found;
}

async function unpacked(bytes, text, dictionary, after) {
  const start = after + (text[after] === "\r" ? 1 : 0) + 1;
  const length = lengthOf(dictionary, text);
  const end = length === null ? text.indexOf("endstream", start) : start + length;
  if (end < start || end > bytes.length) return null;
  const raw = bytes.slice(start, end);
  if (!/\/Filter\b/.test(dictionary)) return raw;
  return /\/Filter\s*\[?\s*\/FlateDecode\s*\]?\s*(\/(?!DecodeParms)|>>)/.test(dictionary) ? inflated(raw) : null;
}

/** The length, also where it stands in an object of its own. */
function lengthOf(dictionary, text) {
  const direct = /\/Length\s+(\d+)(\s+\d+\s+R)?/.exec(dictionary);
  if (!direct) return null;
  if (!direct[2]) return Number(direct[1]);
  const indirect = new RegExp(`[\\r\\n]${direct[1]}\\s+\\d+\\s+obj\\s+(\\d+)\\s`).exec(text);
  return indirect ? Number(indirect[1]) : null;
}

async function inflated(raw) {
  const reader = new Blob([raw]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  let whole = new Uint8Array(0);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return whole;
      whole = joined(whole, value);
      if (whole.length > MAX_UNPACKED) return null;
    }
  } catch {
    // What follows the packed data (the end of a line) is an error to the browser, but not to us.
    return whole.length ? whole : null;
  }
}
