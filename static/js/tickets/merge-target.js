import { csrf } from "../wire/dom.js";

// Proposes tickets as one types a number or words; without a word, those that the page came with.

const PAUSE_MS = 150;
const SHORTEST = 2;

for (const input of document.querySelectorAll("[data-targets]")) {
  const first = [...input.list.children];
  let timer = 0;
  let asked = 0;

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(propose, PAUSE_MS);
  });

  async function propose() {
    const text = input.value.trim();
    const own = (asked += 1);
    if (text.length < SHORTEST) {
      input.list.replaceChildren(...first);
      return;
    }
    const headers = { "X-CSRFToken": csrf() };
    const body = new URLSearchParams({ q: text }); // in an address it would be logged
    const answer = await fetch(input.dataset.targets, { method: "POST", headers, body }).catch(() => null);
    const html = answer?.ok && !answer.redirected ? await answer.text() : "";
    if (own === asked) input.list.innerHTML = html;
  }
}
