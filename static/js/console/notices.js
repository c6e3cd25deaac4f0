/** <console-notices>: short sentences that come, are read out once, and go. */
import { clone, fill, part } from "../wire/dom.js";
import { desk } from "./desk.js";

const SHOWN_MS = 9_000;
const AT_ONCE = 3;

class ConsoleNotices extends HTMLElement {
  connectedCallback() {
    desk.addEventListener("notice", ({ detail }) => this.add(detail));
  }

  add({ text, level, link, stays = false, actions = [] }) {
    const notice = fill(clone("t-notice"), { body: text });
    if (level) notice.classList.add(`notice-${level}`);
    if (link) part(notice, "body").append(" ", anchor(link));
    for (const action of actions) part(notice, "body").append(" ", button(action, () => notice.remove()));
    part(notice, "dismiss").addEventListener("click", () => notice.remove());
    this.append(notice);
    while (this.children.length > AT_ONCE) this.firstElementChild.remove();
    if (!stays) this.leaveLater(notice);
  }

  /** Not under the pointer or the focus of somebody who reads it. */
  leaveLater(notice) {
    setTimeout(() => (notice.matches(":hover, :focus-within") ? this.leaveLater(notice) : notice.remove()), SHOWN_MS);
  }
}

const anchor = ({ href, text }) => Object.assign(document.createElement("a"), { href, textContent: text, target: "_blank" });

function button({ text, run }, done) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  made.className = "button button-small";
  made.addEventListener("click", () => {
    run();
    done();
  });
  return made;
}

customElements.define("console-notices", ConsoleNotices);
