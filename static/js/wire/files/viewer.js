import { clone, part } from "../dom.js";
import { drawn } from "./picture.js";
import { say } from "./words.js";

const LARGEST = 4_096;
let viewer;

/** The one dialog of the page in which a picture is looked at in its own size. */
function open() {
  if (!viewer) {
    viewer = clone("t-viewer");
    document.body.append(viewer);
    part(viewer, "viewer-close").addEventListener("click", () => viewer.close());
    viewer.addEventListener("click", ({ target }) => target === viewer && viewer.close());
    viewer.addEventListener("close", () => part(viewer, "viewer-place").replaceChildren());
  }
  viewer.showModal();
  return viewer;
}

/** `fetched()` is a promise of the content, `saved()` saves it. */
export async function look({ name }, fetched, saved) {
  const dialog = open();
  const state = part(dialog, "viewer-state");
  part(dialog, "viewer-name").textContent = name;
  part(dialog, "viewer-save").onclick = saved;
  state.textContent = say("loading");
  try {
    const canvas = await drawn(await fetched(), LARGEST);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", name);
    if (!dialog.open || part(dialog, "viewer-name").textContent !== name) return;
    part(dialog, "viewer-place").replaceChildren(canvas);
    state.textContent = "";
  } catch {
    state.textContent = say("no-picture");
  }
}
