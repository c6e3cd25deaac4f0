/** The ways a file comes into a page: dropped, pasted, chosen. */
import { say } from "./words.js";

const bringsFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files");

/** A file dropped beside the place does not take its person away from the page. */
for (const type of ["dragover", "drop"]) {
  addEventListener(type, (event) => bringsFiles(event) && event.preventDefault());
}

/** Files dropped over `area` go to `take(files)`, unless `isClosed()`. */
export function onDrop(area, take, isClosed) {
  const mark = (is) => area.classList.toggle("takes-files", is);
  area.addEventListener("dragover", (event) => bringsFiles(event) && !isClosed() && mark(true));
  area.addEventListener("dragleave", ({ relatedTarget }) => area.contains(relatedTarget) || mark(false));
  area.addEventListener("drop", (event) => {
    mark(false);
    if (!bringsFiles(event) || isClosed()) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
}

/** Pictures pasted into `field`; a copied text that brings its picture along stays a text. */
export function onPaste(field, take) {
  field.addEventListener("paste", (event) => {
    const { files, types } = event.clipboardData;
    if (!files.length || types.includes("text/plain")) return;
    event.preventDefault();
    take([...files].map(named));
  });
}

/** A picture from the clipboard is called "image.png" by every browser. */
function named(file) {
  if (!/^image\.\w+$/.test(file.name)) return file;
  const time = new Date().toLocaleTimeString("fi-FI", { hour12: false });
  return new File([file], `${say("pasted")} ${time}.${file.name.split(".").pop()}`, { type: file.type });
}
