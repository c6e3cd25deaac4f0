const { lang } = document.documentElement;

/** The page's language for times and numbers; English as it is written in Europe. */
export const locale = lang === "en" ? "en-GB" : lang;

/**
 * The server's clock in the window, and times in words.
 *
 * `set(now)` takes the `now` of `welcome`; until then the window's own clock stands in. Times are
 * written in the page's language and the desk's zone (`lang` and `data-zone` of <html>).
 */
export class Clock {
  #offset = 0;

  constructor({ language = locale, zone = document.documentElement.dataset.zone } = {}) {
    const timeZone = zone || undefined;
    this.relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
    this.short = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
    this.long = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "medium", timeZone });
  }

  set(now) {
    this.#offset = Date.parse(now) - Date.now();
  }

  now() {
    return Date.now() + this.#offset;
  }

  /** Seconds since an ISO time, never negative. */
  since(at) {
    return Math.max(0, (this.now() - Date.parse(at)) / 1000);
  }

  /** 10:02 */
  time(at) {
    return this.short.format(new Date(at));
  }

  /** Saturday, 31 January 2026 at 10:02:03 */
  exact(at) {
    return this.long.format(new Date(at));
  }

  /** 2 minutes ago; in 3 hours */
  ago(at) {
    const seconds = (Date.parse(at) - this.now()) / 1000;
    const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
    return this.relative.format(Math.round(seconds / size), unit);
  }

  /** Calls back now and at every full second while the page is visible; returns what stops it. */
  tick(callback) {
    const run = () => document.hidden || callback(this.now());
    const timer = setInterval(run, 1000);
    document.addEventListener("visibilitychange", run);
    run();
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", run);
    };
  }
}

const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];

/** 7 -> 0:07, 83 -> 1:23, 3605 -> 1:00:05 */
export function counted(seconds) {
  const whole = Math.floor(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
