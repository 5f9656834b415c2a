// A question of a review session with script: an answer given without a line waits on this device.
// What is right stays on the server until then, so feedback comes once the line is back.

const form = document.querySelector("form[data-review]");
const answered = document.querySelector("[data-reviewed]");

// An answer is kept from the tap on; the page that shows how it went lets it go.
const keyOf = (name) => `review:${name}`;
if (answered) localStorage.removeItem(keyOf(answered.dataset.reviewed));
if (form) holdAnswers(form, form.querySelector("[data-kept]"), keyOf(form.dataset.review));

function holdAnswers(form, note, key) {
  let unknown;

  form.addEventListener("submit", (event) => {
    unknown = event.submitter?.name === "unknown";
    const pairs = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    localStorage.setItem(key, JSON.stringify(pairs));
    if (navigator.onLine) return;
    event.preventDefault();
    note.hidden = false;
  });

  addEventListener("online", () => {
    if (note.hidden) return;
    note.hidden = true;
    form.requestSubmit(unknown ? form.querySelector("[name=unknown]") : form.querySelector("button:not([name])"));
  });

  // What did not get through before the page was closed comes back into its fields.
  const kept = JSON.parse(localStorage.getItem(key) ?? "[]");
  for (const field of form.elements) {
    const values = kept.filter(([name]) => name === field.name).map(([, value]) => value);
    if (!values.length || field.type === "hidden" || field.type === "submit") continue;
    if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
    else field.value = values[0];
  }
}
