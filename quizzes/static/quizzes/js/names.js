// Gives every field of rich text the name that stands above it, for those who hear the page.

const FIELD = ".public-DraftEditor-content:not([aria-labelledby])";
let number = 0;

function name(field) {
  const block = field.closest("[data-contentpath]");
  const label =
    block?.querySelector(":scope > label, :scope > .w-panel__header .w-panel__heading, :scope > section .w-panel__heading") ??
    field.closest(".w-panel")?.querySelector(".w-panel__heading");
  if (!label) return;
  label.id ||= `name-of-a-field-${(number += 1)}`;
  field.setAttribute("aria-labelledby", label.id);
}

const nameAll = () => document.querySelectorAll(FIELD).forEach(name);

new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
nameAll();
