/** Pictures, drawn small enough for where they are shown; nothing of a stranger's file is loaded as it is. */
const SHOWN = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"]);

export const isPicture = ({ content_type, type }) => SHOWN.has(content_type ?? type);

/** A canvas with the picture, at most so many pixels in each direction; rejected for what is none. */
export async function drawn(blob, most) {
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
