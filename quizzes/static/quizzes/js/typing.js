// Typing in a paper by keyboard: where one key is the whole answer, the next field comes by itself;
// arrows go up and down. Without script Tab does the same.

const fields = [...document.querySelectorAll("[data-typing] input")];
const onward = (field, step) => fields[fields.indexOf(field) + step];

for (const field of fields) {
  field.addEventListener("focus", () => field.select());
  field.addEventListener("input", (event) => {
    // Vietnamese keyboards compose Đ of two keys: it is not an answer before it is whole.
    if (event.isComposing || !("oneKey" in field.dataset) || field.value.length !== 1) return;
    if (/^d$/i.test(field.value) || event.inputType.startsWith("delete")) return;
    onward(field, 1)?.focus();
  });
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step && onward(field, step);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}

// On to what is to be put right, else to keeping what was seen, else to the first empty field.
const places = ["[data-typing] [aria-invalid]", "button[name=save]", "[data-typing] input[value='']"];
places.map((place) => document.querySelector(place)).find(Boolean)?.focus({ preventScroll: true });
