/** Small helpers for custom elements over server-rendered templates. */

/** A copy of the first element in `<template id=...>`. */
export function clone(id) {
  const template = document.getElementById(id);
  return document.importNode(template.content, true).firstElementChild;
}

/** The element marked `data-part="name"` inside (or at) `root`. */
export const part = (root, name) =>
  root.matches?.(`[data-part="${name}"]`) ? root : root.querySelector(`[data-part="${name}"]`);

/** Writes text into parts: fill(root, {name: "text"}). Absent parts are passed over. */
export function fill(root, texts) {
  for (const [name, text] of Object.entries(texts)) {
    const element = part(root, name);
    if (element && element.textContent !== String(text)) element.textContent = text;
  }
  return root;
}

/** Shows exactly one of the elements marked `data-view` below `root`; says whether it changed. */
export function view(root, name) {
  let changed = false;
  for (const element of root.querySelectorAll("[data-view]")) {
    const hidden = element.dataset.view !== name;
    changed ||= element.hidden !== hidden;
    element.hidden = hidden;
  }
  return changed;
}

/** Reads the data of `{{ value|json_script:"id" }}`. */
export const data = (id) => JSON.parse(document.getElementById(id).textContent);

/** "Place {n} in the queue" with {n: 2}. Sentences come from the page, in its language. */
export const sentence = (pattern, values) =>
  pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** Says something in a live region once; the same words again are said again. */
export function announce(region, text) {
  region.textContent = "";
  setTimeout(() => {
    region.textContent = text;
  }, 50);
}

/** Characters as people and the server count them (not UTF-16 units). */
export const length = (text) => Array.from(text).length;

/** The CSRF token for fetches of signed-in pages. */
export const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
