import { clone, part } from "../dom.js";
import { isPicture, preview } from "./picture.js";
import { save } from "./save.js";
import { look } from "./viewer.js";
import { say, size } from "./words.js";

/** Pictures are fetched when they come into view: a long log does not load all of its own. */
const coming = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    coming.unobserve(target);
    target.load();
  }
});

/** Fills a list with the files of a message; drawn again with the same files it stays as it is. */
export function drawFiles(list, attachments = [], { files, chat }) {
  const drawn = attachments.map(({ id }) => id).join();
  if (list.drawn === drawn) return;
  list.drawn = drawn;
  list.hidden = attachments.length === 0;
  list.replaceChildren(...attachments.map((file) => row(file, files, chat)));
}

function row(file, files, chat) {
  const item = clone("t-file");
  const get = () => files.get(chat, file.id);
  const saved = () => download(item, file, get);
  part(item, "file-name").textContent = file.name;
  part(item, "file-size").textContent = size(file.size);
  part(item, "file-save").addEventListener("click", saved);
  if (!isPicture(file)) return item;
  const button = part(item, "file-look");
  button.hidden = false;
  button.setAttribute("aria-label", say("look", { name: file.name }));
  button.addEventListener("click", () => look(file, get, saved));
  button.load = () => show(item, file, get);
  coming.observe(button);
  return item;
}

async function show(item, file, get) {
  const picture = part(item, "file-picture");
  try {
    picture.src = await preview(file.id, get);
    picture.alt = file.name;
    picture.hidden = false;
    part(item, "file-loading").hidden = true;
  } catch (refused) {
    part(item, "file-look").hidden = true;
    part(item, "file-trouble").textContent = say(refused.code === "gone" ? "gone" : "no-picture");
  }
}

async function download(item, file, get) {
  const trouble = part(item, "file-trouble");
  try {
    save(await get(), file.name);
    trouble.textContent = "";
  } catch (refused) {
    trouble.textContent = say(refused.code === "gone" ? "gone" : "no-file");
  }
}
