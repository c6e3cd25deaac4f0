import { clone, fill, part } from "../dom.js";
import { onDrop, onPaste } from "./incoming.js";
import { keepFiles, keptFiles } from "./kept.js";
import { isPicture, known, preview } from "./picture.js";
import { Upload } from "./upload.js";
import { has, say, size } from "./words.js";

/** <file-tray>: the files that wait to be sent with what is being written. */
class FileTray extends HTMLElement {
  #uploads = new Map();
  #settled = null;

  /** `files` as server.js; `button`, `field` and `area` are where files are chosen, pasted, dropped. */
  bind({ files, chat, button, field, area, isClosed }) {
    Object.assign(this, { files, chat });
    this.input = part(this, "tray-input");
    button.addEventListener("click", () => this.input.click());
    this.input.addEventListener("change", () => {
      this.add([...this.input.files]);
      this.input.value = "";
    });
    onPaste(field, (brought) => this.add(brought));
    onDrop(area, (brought) => (this.add(brought), field.focus()), isClosed);
    this.restore(keptFiles(chat));
  }

  get isEmpty() {
    return this.#uploads.size === 0;
  }

  add(brought) {
    this.#refuse("");
    for (const file of brought) {
      const most = Number(this.dataset.most);
      if (this.#uploads.size >= most) return this.#refuse(say("too_many", { most }));
      if (file.size > Number(this.dataset.each)) this.#refuse(this.#words(file.name, { code: "too_large" }));
      else this.#start(file);
    }
    return undefined;
  }

  /** Puts back what was taken back with a message. */
  restore(attachments) {
    for (const attachment of attachments) {
      const upload = Upload.ready(attachment, { changed: () => this.#draw(upload) });
      this.#place(upload, isPicture(attachment) && (() => this.files.get(this.chat, attachment.id)));
    }
    this.#told();
  }

  /** All as attachments, once each is uploaded; null where one failed and the person has to choose. */
  async settled() {
    const all = () => [...this.#uploads.keys()];
    if (all().some(({ state }) => state === "uploading")) {
      fill(this, { "tray-state": say("sends-later") });
      await new Promise((resolve) => (this.#settled = resolve));
      fill(this, { "tray-state": "" });
    }
    if (all().every(({ state }) => state === "ready")) return all().map(({ attachment }) => attachment);
    this.#refuse(say("wait-or-remove"));
    return null;
  }

  /** They are in a message now. */
  clear() {
    this.#uploads.clear();
    part(this, "tray-list").replaceChildren();
    this.#told();
  }

  #start(file) {
    const { name } = file;
    const send = (more) => this.files.upload(this.chat, file, more);
    const words = (refused) => this.#words(name, refused);
    const upload = new Upload({ name, send, words, changed: () => this.#draw(upload) });
    this.#place(upload, isPicture(file) && (() => Promise.resolve(file)));
    upload.start();
  }

  #words(name, { code, message }) {
    return message || say(has(code) ? code : "refused", { name, most: size(Number(this.dataset.each)) });
  }

  #place(upload, picture) {
    const item = clone("t-waiting-file");
    this.#uploads.set(upload, item);
    part(this, "tray-list").append(item);
    fill(item, { "waiting-name": upload.name });
    part(item, "waiting-remove").setAttribute("aria-label", say("remove", { name: upload.name }));
    part(item, "waiting-remove").addEventListener("click", () => this.#remove(upload));
    part(item, "waiting-again").addEventListener("click", () => upload.start());
    if (picture) this.#show(part(item, "waiting-picture"), upload, picture);
    this.#draw(upload);
  }

  /** Without a picture there is still its name. */
  async #show(image, upload, picture) {
    image.src = await preview(upload, picture).catch(() => "");
    image.hidden = !image.getAttribute("src");
  }

  #draw(upload) {
    const item = this.#uploads.get(upload);
    if (!item) return;
    const { state, progress, isLate, message, again } = upload;
    const going = isLate ? say("later") : say("uploading", { n: Math.round(100 * progress) });
    fill(item, { "waiting-state": { uploading: going, ready: say("ready"), failed: message }[state] });
    item.classList.toggle("waiting-failed", state === "failed");
    part(item, "waiting-progress").value = progress;
    part(item, "waiting-progress").hidden = state !== "uploading";
    part(item, "waiting-again").hidden = !again;
    if (state === "ready") known(upload, upload.attachment.id);
    this.#told();
  }

  #remove(upload) {
    if (upload.attachment) this.files.drop(this.chat, upload.attachment.id);
    upload.stop();
    this.#uploads.get(upload).remove();
    this.#uploads.delete(upload);
    this.#refuse("");
    this.#told();
    this.dispatchEvent(new CustomEvent("removed"));
  }

  #told() {
    const uploads = [...this.#uploads.keys()];
    const ready = uploads.filter(({ state }) => state === "ready").map(({ attachment }) => attachment);
    keepFiles(this.chat, ready);
    part(this, "tray-list").hidden = this.isEmpty;
    if (uploads.every(({ state }) => state !== "uploading")) this.#settled?.();
  }

  #refuse(text) {
    fill(this, { "tray-refused": text });
    part(this, "tray-refused").hidden = !text;
  }
}

customElements.define("file-tray", FileTray);
