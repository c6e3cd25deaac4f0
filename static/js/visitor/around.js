/** What is around this page: a tab of its own or, where embedded.js says so, a panel on another site's page. */
let page = document.referrer;
let isPanelOpen = true;

/** Whether somebody can see the page: not in a tab behind, nor in a panel that is minimised. */
export const isSeen = () => isPanelOpen && !document.hidden;

/** The page from which somebody came, without the parts of an address that may hold secrets. */
export const cameFrom = () => page.split(/[?#]/, 1)[0].slice(0, 500);

/** A panel opens and closes like a tab: whoever watches the tab is told. */
export function surround({ page: from = page, open }) {
  page = from;
  if (open === isPanelOpen) return;
  isPanelOpen = open;
  document.dispatchEvent(new Event("visibilitychange"));
}
