// A save by hand waits until the save by itself is back, so that only one of them makes a row.
//
// Wagtail saves what is typed by itself, and learns from the answer where the new draft lives. Whoever
// presses "save" before that answer would make a second draft of the same thing.

const PATIENCE = 30_000; // milliseconds; as long as Wagtail's buttons turn

let saving = null; // the timer of a save by itself that is on its way
let held = null; // the save by hand that waits for it
let leaving = false; // a save by hand has gone off

const isEditor = (event) => event.target.matches("[data-edit-form]");

function release(goOn) {
  clearTimeout(saving);
  saving = null;
  const { form, submitter } = held ?? {};
  held = null;
  if (form?.isConnected) goOn(form, submitter);
}

function send(form, submitter) {
  // Wagtail takes a pressed button out of use, and what is out of use is not sent.
  const pressed = submitter?.disabled;
  if (pressed) submitter.disabled = false;
  form.requestSubmit(submitter);
  if (pressed) submitter.disabled = true;
}

function pressAgain(form, submitter) {
  // Without a line Wagtail stops a press, and says what to do; by then it knows of the line.
  setTimeout(() => {
    submitter.disabled = false;
    submitter.click();
  });
}

document.addEventListener("w-autosave:save", (event) => {
  if (leaving) {
    event.preventDefault();
    return;
  }
  clearTimeout(saving);
  saving = setTimeout(() => release(send), PATIENCE);
});
document.addEventListener("w-autosave:success", () => release(send));
document.addEventListener("w-autosave:error", ({ detail }) => {
  release(detail.type === "network_error" ? pressAgain : send);
});

document.addEventListener("submit", (event) => {
  if (saving === null || !isEditor(event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  held = { form: event.target, submitter: event.submitter };
}, { capture: true });

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || !isEditor(event)) return;
  leaving = true;
  setTimeout(() => { leaving = false; }, PATIENCE);
});
addEventListener("pageshow", () => { leaving = false; });
