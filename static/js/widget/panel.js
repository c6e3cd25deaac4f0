import { address, desk, make } from "./site.js";

const PATIENCE = 10_000;
const narrow = matchMedia("(max-width: 480px)");

/** The desk's page in a frame. It stays when the panel is minimised: the chat goes on. */
export class Panel {
  #isLoaded = false;
  #isHeard = false;
  #wantsFocus = false;

  /** Calls `leave` when the person wants out, and `heard` with what the page in the frame tells. */
  constructor({ words, frame, chat }, { leave, heard }) {
    const close = make("button", { type: "button", "aria-label": words.minimise, title: words.minimise }, "–");
    const head = make("div", { class: "head" }, make("strong", {}, words.title), close);
    this.late = make("p", { hidden: "" }, words.late, " ", make("a", { target: "_blank", href: address(chat) }, words.instead));
    this.frame = make("iframe", { title: words.frame });
    this.source = address(frame);
    this.dialog = make("dialog", { "aria-label": words.title }, head, this.late, this.frame);
    close.addEventListener("click", leave);
    this.dialog.addEventListener("cancel", (event) => (event.preventDefault(), leave()));
    this.dialog.addEventListener("keydown", ({ key }) => key === "Escape" && leave());
    this.frame.addEventListener("load", () => this.#loaded());
    addEventListener("message", ({ source, origin, data }) => {
      if (source !== this.frame.contentWindow || origin !== desk || !data?.helpdesk) return;
      this.#isHeard = this.late.hidden = true;
      heard(data.helpdesk);
    });
  }

  get isOpen() {
    return this.dialog.open;
  }

  /** Fetches the page, if it is not there yet. */
  load() {
    if (this.frame.src) return;
    this.frame.src = this.source;
    setTimeout(() => (this.late.hidden = this.#isHeard), PATIENCE);
  }

  /** On a narrow screen it takes all of it, and nothing behind can be reached meanwhile. */
  open() {
    this.load();
    if (narrow.matches) this.dialog.showModal();
    else this.dialog.show();
    this.#wantsFocus = true;
    this.#tell();
  }

  /** As it was on the last page of this site: takes no focus, and covers no narrow screen. */
  reopen() {
    this.load();
    this.dialog.open = !narrow.matches;
    this.#tell();
  }

  close() {
    this.#wantsFocus = false;
    this.dialog.close();
    this.#tell();
  }

  /** Each time the page begins anew, it has to be told. */
  #loaded() {
    this.#isLoaded = Boolean(this.frame.src);
    this.#tell();
  }

  /** What stands in the query of an address may be secret: it is no business of the desk. */
  #tell() {
    if (!this.#isLoaded) return;
    const page = location.origin + location.pathname;
    // Not before: a frame that has the focus while its page is fetched, has it no more afterwards.
    const focus = this.#wantsFocus && this.dialog.matches(":focus-within");
    if (focus) this.frame.focus();
    this.frame.contentWindow.postMessage({ helpdesk: { page, open: this.isOpen, focus } }, desk);
    this.#wantsFocus = false;
  }
}
