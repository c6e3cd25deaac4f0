/** The browser's storage, or memory where a person or a policy forbids it. */
class Memory {
  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }

  setItem(key, value) {
    this[key] = String(value);
  }

  removeItem(key) {
    delete this[key];
  }
}

function usable(name) {
  try {
    const storage = window[name];
    storage.setItem("helpdesk.probe", "1");
    storage.removeItem("helpdesk.probe");
    return storage;
  } catch {
    return new Memory();
  }
}

/** Kept until it is removed, shared by the tabs of this site. */
export const lasting = usable("localStorage");

/** Kept as long as this tab. */
export const passing = usable("sessionStorage");
