/** On the contact form: what was typed on the chat page is there already. */
import { draft, keepDraft } from "./saved.js";

const FIELDS = { message: "question", name: "name", email: "email", topic: "topic" };
const kept = draft();

for (const [field, name] of Object.entries(FIELDS)) {
  const control = document.querySelector(`form [name="${field}"]`);
  if (control && !control.value && kept[name]) control.value = kept[name];
}
document.querySelector('form [name="message"]')?.form.addEventListener("submit", () => keepDraft({ question: "" }));
