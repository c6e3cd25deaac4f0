/** What the page asks over HTTP. Answers are {status, body}; status 0 means nobody answered. */
const root = () => document.querySelector("visitor-desk").dataset;

async function ask(address, { token, json, ...options } = {}) {
  // The page may speak a language that was asked for in its address, which no cookie tells.
  const headers = { Accept: "application/json", "Accept-Language": document.documentElement.lang };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (json) headers["Content-Type"] = "application/json";
  try {
    const answer = await fetch(address, { ...options, headers, body: json && JSON.stringify(json) });
    return { status: answer.status, body: await answer.json().catch(() => ({})) };
  } catch {
    return { status: 0, body: {} };
  }
}

export const deskNow = (topic) => ask(`${root().desk}?${new URLSearchParams({ topic })}`);

/** Answers when the desk differs from the state with the mark `known`; 204 where it long does not. */
export const deskChanged = (query, signal) => ask(`${root().changes}?${new URLSearchParams(query)}`, { signal });

export const openChat = (json) => ask(root().chats, { method: "POST", json });
export const chatNow = ({ chat, token }) => ask(`${root().chats}${chat}/`, { token });
export const sayAlternative = ({ chat, token }, json) =>
  ask(`${root().chats}${chat}/alternative/`, { method: "POST", token, json });

export const rate = ({ chat, token }, json) =>
  ask(`${root().chats}${chat}/survey/`, { method: "POST", token, json });

/** In the body of a request: an address would be logged, and with it what somebody is about to ask. */
export const search = (address, text, signal) =>
  ask(`${address}fitting/`, { method: "POST", json: { search: text, language: document.documentElement.lang }, signal });

/** Saves the conversation as a file; says whether it worked. */
export async function download(address, { token }) {
  try {
    const answer = await fetch(address, { headers: { Authorization: `Bearer ${token}` } });
    if (!answer.ok) return false;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "chat.txt";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    return true;
  } catch {
    return false;
  }
}
