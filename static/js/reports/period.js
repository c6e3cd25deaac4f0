// Own dates and a named period exclude each other: choosing one clears the other.

for (const form of document.querySelectorAll("[data-period-filters]")) {
  const { period, since, until } = form.elements;
  if (!period) continue; // a report about all that is on record

  period.addEventListener("change", () => {
    if (period.value) since.value = until.value = "";
  });

  for (const day of [since, until]) {
    day.addEventListener("input", () => {
      if (day.value) period.value = "";
    });
  }
}
