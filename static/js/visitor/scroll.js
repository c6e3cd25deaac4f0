/** Keeps the end of the log in view, unless the person has scrolled up to read. */
export class Scroll {
  atEnd = true;

  /** `newer` shows that there is more below; `seen()` is called when the end comes into view. */
  constructor(log, newer, seen) {
    Object.assign(this, { log, newer, seen });
    log.addEventListener("scroll", () => this.#moved(), { passive: true });
    document.addEventListener("visibilitychange", seen);
    newer.querySelector("button").addEventListener("click", () => this.toEnd());
    new ResizeObserver(() => this.atEnd && this.#jump()).observe(log);
  }

  /** Something was added, or only changed its look. */
  grew(isMore) {
    if (this.atEnd) this.#jump();
    else if (isMore) this.newer.hidden = false;
  }

  toEnd() {
    this.atEnd = true;
    this.newer.hidden = true;
    this.#jump();
    this.seen();
  }

  #jump() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  #moved() {
    const { scrollHeight, scrollTop, clientHeight } = this.log;
    const was = this.atEnd;
    this.atEnd = scrollHeight - scrollTop - clientHeight < 40;
    if (this.atEnd && !was) this.toEnd();
  }
}
