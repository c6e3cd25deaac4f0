/**
 * On the contact form: what was typed on the chat page is there already. A page in a panel of another site cannot
 * share its storage with this one: it puts the words behind the # of the address, which no server sees.
 */
import { draft, keepDraft } from "./saved.js";

const FIELDS = { message: "question", name: "name", email: "email", topic: "topic" };
const brought = new URLSearchParams(location.hash.slice(1));

if (brought.has("question")) {
  keepDraft(Object.fromEntries(brought));
  history.replaceState(null, "", location.pathname + location.search);
}
const kept = draft();

for (const [field, name] of Object.entries(FIELDS)) {
  const control = document.querySelector(`form [name="${field}"]`);
  if (control && !control.value && kept[name]) control.value = kept[name];
}
document.querySelector('form [name="message"]')?.form.addEventListener("submit", () => keepDraft({ question: "" }));
