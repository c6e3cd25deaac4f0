/**
 * Text that people wrote, as nodes: only text, faces, and links to http or https. Never HTML.
 */
import { smiled } from "./smileys.js";

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`]+/gi;
const TRAILING = /[.,;:!?…]+$/;

/** Splits text into [{text, href?}]; pure. */
export function parts(text) {
  const found = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimmed(match[0]);
    const href = safe(address);
    if (!href) continue;
    if (match.index > end) found.push({ text: text.slice(end, match.index) });
    found.push({ text: address, href });
    end = match.index + address.length;
  }
  if (end < text.length) found.push({ text: text.slice(end) });
  return found;
}

/** A sentence's full stop and an unpaired bracket are not part of the address. */
function trimmed(address) {
  let kept = address.replace(TRAILING, "");
  while (kept.endsWith(")") && kept.split("(").length < kept.split(")").length) {
    kept = kept.slice(0, -1).replace(TRAILING, "");
  }
  return kept;
}

function safe(address) {
  try {
    const url = new URL(address);
    const isWeb = url.protocol === "http:" || url.protocol === "https:";
    return isWeb && !url.username && !url.password ? url.href : null;
  } catch {
    return null;
  }
}

/** Fills an element with text whose addresses can be followed in a new tab, and whose smileys have faces. */
export function write(element, text) {
  element.replaceChildren(...parts(text).flatMap((part) => (part.href ? anchor(part) : smiled(part.text).map(face))));
}

/** Hovering shows what was typed. */
function face({ text, face: sign }) {
  if (!sign) return text;
  const shown = document.createElement("span");
  shown.className = "face";
  shown.title = text;
  shown.textContent = sign;
  return shown;
}

function anchor({ text, href }) {
  const link = document.createElement("a");
  link.href = href;
  link.textContent = text;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}
