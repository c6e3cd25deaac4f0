import { Launcher } from "./launcher.js";
import { Panel } from "./panel.js";
import { ask, desk, hides, KEY, make, remember, remembers, side } from "./site.js";
import { STYLE } from "./style.js";

const EVERY = 60_000;

/** <helpdesk-chat>: the button, and the panel in which the chat is. */
class HelpdeskChat extends HTMLElement {
  #unread = 0;
  #hasChat = remembers("localStorage");
  #isBlocked = false;
  #hasWarned = false;

  connectedCallback() {
    if (this.launcher) return;
    this.hidden = true;
    this.launcher = new Launcher(() => this.#open());
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.append(this.launcher.button, this.launcher.link, this.launcher.told);
    this.#ask();
    setInterval(() => this.#ask(), EVERY);
    document.addEventListener("visibilitychange", () => this.#ask());
    addEventListener("storage", ({ key }) => key === KEY && this.#follow());
  }

  /** Whoever sees the button sees how the desk stands now; nobody else asks. */
  async #ask() {
    if (document.hidden || this.panel?.isOpen) return;
    const state = await ask();
    if (!state) this.#warn(`${desk} does not answer this page: no chat here. Does its connect-src allow it?`);
    else if (!state.embeds) this.#warn(`${location.origin} may not embed ${desk}: the chat opens in a new window.`);
    else if (!this.panel) this.#furnish(state);
    this.isKnown = Boolean(state);
    this.state = state ?? this.state;
    this.#draw();
  }

  #furnish(state) {
    this.panel = new Panel(state, { leave: () => this.#leave(), heard: (told) => this.#heard(told) });
    this.shadowRoot.append(this.panel.dialog);
    if (this.#hasChat) this.panel.load();
    if (remembers("sessionStorage")) this.panel.reopen();
  }

  #draw() {
    if (!this.state) return;
    const { open, path, words } = this.state;
    this.setAttribute("aria-label", words.frame);
    const isOpen = Boolean(this.panel?.isOpen);
    const hasChat = Boolean(this.panel) && this.#hasChat;
    const isHere = this.panel && !this.#isBlocked && (hasChat || open);
    this.hidden = !isOpen && !hasChat && (!this.isKnown || (!open && hides));
    this.launcher.draw({
      label: hasChat ? words.yours : words.label,
      state: hasChat ? this.#news : words.state,
      path: isHere ? "" : path,
      unread: this.#unread,
    });
    if (isOpen) this.launcher.hide();
  }

  get #news() {
    return this.#unread ? this.state.words.unread.replace("{n}", this.#unread) : "";
  }

  #open() {
    remember("sessionStorage", true);
    this.panel.open();
    this.#draw();
  }

  #leave() {
    remember("sessionStorage", false);
    this.panel.close();
    this.#draw();
    this.launcher.focus();
    this.#ask();
  }

  #heard({ chat, unread, blocked, leave }) {
    if (leave) return this.#leave();
    const isMore = unread > this.#unread;
    this.#unread = unread;
    this.#hasChat = chat;
    this.#isBlocked = blocked;
    remember("localStorage", chat);
    if (isMore) this.launcher.tell(this.#news);
    return this.#draw();
  }

  /** Another tab of this site opened a chat or ended it. */
  #follow() {
    this.#hasChat = remembers("localStorage");
    if (this.#hasChat) this.panel?.load();
    this.#draw();
  }

  #warn(text) {
    if (!this.#hasWarned) console.warn(text);
    this.#hasWarned = true;
  }
}

function begin() {
  customElements.define("helpdesk-chat", HelpdeskChat);
  document.body.append(make("helpdesk-chat", { side, role: "region" }));
}

if (customElements.get("helpdesk-chat")) console.warn("The chat is on this page already.");
else if (document.body) begin();
else addEventListener("DOMContentLoaded", begin);
