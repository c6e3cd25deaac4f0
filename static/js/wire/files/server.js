/**
 * Files of chats over HTTPS. `root` is the address of chats; `headers()` says who asks: a visitor's
 * token, or the token of a session against forgery.
 */
export class Files {
  constructor({ root, headers }) {
    Object.assign(this, { root, headers });
  }

  #address = (chat, id) => `${this.root}${chat}/files/${id ? `${id}/` : ""}`;

  #headers() {
    return { ...this.headers(), Accept: "application/json", "Accept-Language": document.documentElement.lang };
  }

  /** Promise of {id, name, size, content_type}; rejected with {code, message, after_ms}. */
  upload(chat, file, { progress, signal }) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", this.#address(chat));
      for (const [name, value] of Object.entries(this.#headers())) request.setRequestHeader(name, value);
      request.responseType = "json";
      request.upload.addEventListener("progress", ({ loaded, total }) => progress(total ? loaded / total : 0));
      request.addEventListener("load", () =>
        request.status === 201 ? resolve(request.response) : reject(refusal(request)),
      );
      request.addEventListener("error", () => reject({ code: "unavailable" }));
      signal.addEventListener("abort", () => request.abort());
      const form = new FormData();
      form.append("file", file, file.name);
      request.send(form);
    });
  }

  /** The content; rejected with {code}. */
  async get(chat, id) {
    const answer = await fetch(this.#address(chat, id), { headers: this.#headers() }).catch(() => null);
    if (answer?.ok) return answer.blob();
    throw { code: answer?.status === 404 ? "gone" : "unavailable" };
  }

  /** Takes back what no message says. If nobody hears it, the desk forgets the file by itself. */
  async drop(chat, id) {
    await fetch(this.#address(chat, id), { method: "DELETE", headers: this.#headers() }).catch(() => null);
  }
}

/** What stands between us and the desk may answer in its place, without words. */
function refusal({ status, response }) {
  if (response?.code) return response;
  return { code: status === 413 ? "too_large" : status >= 500 ? "unavailable" : "refused" };
}
