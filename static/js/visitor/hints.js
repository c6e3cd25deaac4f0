import { clone, part } from "../wire/dom.js";
import { search } from "./api.js";
import { masked } from "./identity-code.js";

const AFTER = 400;
const AT_LEAST = 4;
const SHOWN = 3;

/** <article-hints>: instructions that fit the question, while it is being written. */
class ArticleHints extends HTMLElement {
  #timer = 0;
  #running = new AbortController();
  #asked = "";

  /** Identity codes leave the window only when their person has decided so. */
  look(text) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(masked(text).trim()), AFTER);
  }

  async #look(text) {
    if (text === this.#asked) return;
    this.#asked = text;
    this.#running.abort();
    this.#running = new AbortController();
    if (text.length < AT_LEAST) return this.#show([]);
    const { status, body } = await search(this.dataset.search, text.slice(0, 500), this.#running.signal);
    return status === 200 && this.#asked === text && this.#show(body);
  }

  #show(articles) {
    const items = articles.slice(0, SHOWN).map((article) => {
      const item = clone("hint");
      const link = part(item, "link");
      link.textContent = article.title;
      link.href = article.url ?? `/articles/${encodeURIComponent(article.slug)}/`;
      return item;
    });
    part(this, "list").replaceChildren(...items);
    this.hidden = items.length === 0;
  }
}

customElements.define("article-hints", ArticleHints);
