// Proposes colleagues below a note while one types "@" and the beginning of a name.
import { csrf } from "../wire/dom.js";

const PAUSE_MS = 150;
const BEGUN = /(?<![\w.+-])@([\p{L}\p{N}_.+-]{0,30})$/u;

for (const place of document.querySelectorAll("[data-colleagues]")) {
  const text = place.closest("form").querySelector("textarea");
  let timer = 0;
  let asked = 0;

  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(propose, PAUSE_MS);
  });
  place.addEventListener("click", ({ target }) => {
    const name = target.closest("[data-name]")?.dataset.name;
    if (name) put(name);
  });
  place.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    show("");
    text.focus();
  });

  const begun = () => BEGUN.exec(text.value.slice(0, text.selectionStart))?.[1];

  async function propose() {
    const own = (asked += 1);
    const name = begun();
    if (name === undefined) return show("");
    const options = { method: "POST", headers: { "X-CSRFToken": csrf() }, body: new URLSearchParams({ q: name }) };
    const answer = await fetch(place.dataset.colleagues, options).catch(() => null);
    const html = answer?.ok && !answer.redirected ? await answer.text() : "";
    return own === asked && show(html);
  }

  function show(html) {
    asked += 1;
    place.innerHTML = html;
  }

  /** The whole name in the place of what was typed of it; what stands behind the caret stays. */
  function put(name) {
    const end = text.selectionStart;
    const start = end - (begun() ?? "").length;
    text.setRangeText(`${name} `, start, end, "end");
    show("");
    text.focus();
  }
}
