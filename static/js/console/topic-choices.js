/** Keeps the choices of topics as they are at the desk: a console stays open for days. */
import { desk } from "./desk.js";

const OLD_MS = 300_000;
let readAt = performance.now();

const choices = () => document.querySelectorAll("select[name=topic]");
const names = (select) => JSON.stringify([...select.options].map(({ value, text }) => [value, text]));

async function refresh() {
  if (document.hidden || performance.now() - readAt < OLD_MS) return;
  readAt = performance.now();
  const answer = await fetch(document.querySelector(".console").dataset.topics).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  for (const select of choices()) renew(select, holder.content.querySelector("select"));
}

/** Not under the hands of somebody who chooses; what is chosen stays chosen. */
function renew(select, fresh) {
  if (select.matches(":focus") || names(select) === names(fresh)) return;
  const { value } = select;
  select.replaceChildren(...fresh.cloneNode(true).options);
  select.value = [...select.options].some((option) => option.value === value) ? value : "";
}

export function startTopics() {
  desk.addEventListener("tick", refresh);
}
