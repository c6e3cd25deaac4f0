/** Pictures, drawn small enough for where they are shown; nothing of a stranger's file is loaded as it is. */
import { pixels } from "./pixels.js";

const SHOWN = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"]);

export const isPicture = ({ content_type, type }) => SHOWN.has(content_type ?? type);

/** More than cameras make; drawn, it takes 4 bytes each. */
const MOST_PIXELS = 64_000_000;
let before = Promise.resolve();

/**
 * A canvas with the picture, at most so many pixels in each direction; rejected for what is none, or too large. One
 * after the other: what is sent together may be more than a window can hold.
 */
export function drawn(blob, most) {
  const own = before.then(() => draw(blob, most));
  before = own.catch(() => null);
  return own;
}

async function draw(blob, most) {
  if ((await pixels(blob)) > MOST_PIXELS) throw new RangeError("too many pixels");
  const bitmap = await createImageBitmap(blob);
  const scale = Math.min(1, most / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas;
}

const SMALL = 640;
const made = new Map();

/** A small picture as the `src` of an image; the same file is fetched and drawn once. */
export function preview(id, fetched) {
  if (!made.has(id)) {
    const picture = fetched().then((blob) => drawn(blob, SMALL)).then((canvas) => canvas.toDataURL());
    made.set(id, picture);
    picture.catch(() => made.delete(id));
  }
  return made.get(id);
}

/** What was drawn before it was uploaded need not be fetched: from now on the desk's id names it. */
export function known(before, id) {
  if (!made.has(before)) return;
  made.set(id, made.get(before));
  made.delete(before);
}
