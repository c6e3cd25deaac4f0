/**
 * The browser's notifications, while the console is behind other windows. They name people and
 * topics, never what was written: others may see the screen.
 *
 * `state`: absent (this browser has none, or the page is not safe enough), denied, off, on.
 */
import { lasting } from "../wire/storage.js";

const KEPT = "helpdesk.console.notifications";

class Notifications extends EventTarget {
  get state() {
    if (!("Notification" in window)) return "absent";
    if (Notification.permission === "denied") return "denied";
    return Notification.permission === "granted" && lasting.getItem(KEPT) === "on" ? "on" : "off";
  }

  /** Asks the browser where it has not been asked; call it while a click is handled. */
  async choose(choice) {
    lasting.setItem(KEPT, choice);
    if (choice === "on" && Notification.permission === "default") await Notification.requestPermission();
    this.dispatchEvent(new Event("change"));
  }

  /** Says it where one does not look; of several tabs one is seen. `run` follows a click on it. */
  tell(title, { body = "", tag, run = () => {} }) {
    if (this.state !== "on" || (!document.hidden && document.hasFocus())) return;
    const shown = new Notification(title, { body, tag, lang: document.documentElement.lang });
    shown.addEventListener("click", () => {
      focus();
      shown.close();
      run();
    });
  }
}

export const notifications = new Notifications();
