// Gives every field of rich text the name that stands above it, for those who hear the page.

const FIELD = ".public-DraftEditor-content:not([aria-labelledby])";
let number = 0;

function name(field) {
  const label = field.closest("[data-field]")?.querySelector("label, [data-field-label]");
  if (!label) return;
  label.id ||= `name-of-a-field-${(number += 1)}`;
  field.setAttribute("aria-labelledby", label.id);
}

const nameAll = () => document.querySelectorAll(FIELD).forEach(name);

new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
nameAll();
