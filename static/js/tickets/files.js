import { size } from "../wire/files/words.js";
import { faultOf, faultOfAll, same } from "./files-rule.js";

// Files for a form: chosen, dropped or pasted, shown as a list from which each may be taken out.
// The server judges them all; what it would refuse is said here before anything is sent or lost.

for (const field of document.querySelectorAll("[data-files]")) {
  const input = field.querySelector("input[type=file]");
  const form = input.form;
  const part = (name, root = field) => root.querySelector(`[data-part=${name}]`);
  const kept = [];

  part("hint").hidden = false;
  input.addEventListener("change", () => add(input.files));
  form.addEventListener("submit", (event) => {
    if (!fault()) return;
    event.preventDefault();
    show();
    input.focus();
  });
  form.addEventListener("dragover", (event) => over(event, true));
  form.addEventListener("dragleave", (event) => over(event, form.contains(event.relatedTarget)));
  form.addEventListener("drop", (event) => {
    over(event, false);
    add(event.dataTransfer.files);
  });
  form.addEventListener("paste", (event) => {
    const { files, types } = event.clipboardData;
    if (!files.length || types.includes("text/plain")) return;
    event.preventDefault();
    add(files);
  });
  add(input.files); // what a browser kept when the page was loaded again

  function over(event, isOver) {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    form.classList.toggle("is-over", isOver);
  }

  function add(files) {
    for (const file of files) if (!kept.some((other) => same(other, file))) kept.push(file);
    show();
  }

  function remove(file) {
    kept.splice(kept.indexOf(file), 1);
    show();
    input.focus();
  }

  function fault() {
    return kept.some((file) => faultOf(file, input)) ? "wrong" : faultOfAll(kept, input.dataset);
  }

  function show() {
    const all = new DataTransfer();
    for (const file of kept) all.items.add(file);
    input.files = all.files;
    part("list").replaceChildren(...kept.map(row));
    part("list").hidden = !kept.length;
    const why = fault();
    part("fault").textContent = why ? part(why).content.textContent : "";
    part("fault").hidden = !why;
  }

  function row(file) {
    const item = part("row").content.cloneNode(true);
    const why = faultOf(file, input);
    part("name", item).textContent = file.name;
    part("size", item).textContent = size(file.size);
    part("why", item).textContent = why ? field.dataset[why] : "";
    part("of", item).textContent = file.name;
    part("remove", item).addEventListener("click", () => remove(file));
    return item;
  }
}
