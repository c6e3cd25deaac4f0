// The limits of files as far as a browser can tell; `helpdesk.files` has the rule itself.

/** Why this file will be refused, as a word, or nothing. */
export function faultOf(file, { accept, dataset }) {
  const ending = /[^.]+(\.[^.]+)$/.exec(file.name)?.[1].toLowerCase();
  if (!accept.split(",").includes(ending)) return "kind";
  if (!file.size) return "empty";
  return file.size > Number(dataset.each) ? "large" : "";
}

/** Why they will be refused together. */
export function faultOfAll(files, { most, together }) {
  if (files.length > Number(most)) return "many";
  return files.reduce((sum, file) => sum + file.size, 0) > Number(together) ? "heavy" : "";
}

/** Whether one file was chosen twice. */
export function same(one, other) {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}
