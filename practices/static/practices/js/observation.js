// The observation form with script: what is typed is kept on this device at once and saved as a draft as she
// goes; sent without a line, the form goes by itself when the line is back. Without script its buttons do it.

import { freshId, Outbox, post, token } from "../../portal/js/outbox.js";

const PAUSE = 700;
const form = document.querySelector("[data-observation]");
const status = form.querySelector("[data-status]");
const words = status.dataset;

const say = (text, link) => {
  status.textContent = text;
  if (link) status.append(" ", Object.assign(document.createElement("a"), link));
};

const typed = () => {
  const fields = Object.fromEntries([...new FormData(form)].filter(([, text]) => typeof text === "string"));
  delete fields.csrfmiddlewaretoken;
  return fields;
};

const fill = (fields) => {
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden" || field.type === "submit") continue;
    const text = fields[field.name];
    if (field.type === "radio") field.checked = field.value === text;
    else if (field.type === "checkbox") field.checked = text !== undefined;
    else field.value = text ?? "";
  }
};

// How long ago it was typed is told, never when: a telephone's clock may be wrong.
const send = async ([thing, ...older]) => {
  const newest = [thing, ...older].at(-1);
  const answer = await post(form.dataset.address, {
    fields: newest.fields,
    age: Math.max(0, Date.now() - newest.at),
    send: newest.send,
  });
  return { ...answer, settled: answer.kept && [thing, ...older].map(({ id }) => id) };
};

const settled = ({ batch, kept, sent, next, signedOut, status: code, waiting }) => {
  const wished = batch.at(-1)?.send;
  if (sent) location.assign(next);
  else if (kept && wished) {
    // Something is missing: the server says what, beside each field.
    form.elements.csrfmiddlewaretoken.value = token() ?? form.elements.csrfmiddlewaretoken.value;
    form.submit();
  } else if (kept && !waiting) say(words.kept);
  else if (signedOut) {
    const here = encodeURIComponent(location.pathname);
    say(words.signedOut, { href: `${form.dataset.signIn}?next=${here}`, textContent: words.signInAgain });
  } else if (code === 409) location.reload();
  else if (!kept) say(wished ? words.wished : words.waiting);
};

const outbox = new Outbox(`observation:${form.dataset.observation}:`, send, settled);
let wish = false;
let timer = 0;

// Of what still waits only the newest has to travel.
const keep = () => {
  clearTimeout(timer);
  timer = 0;
  for (const { id } of outbox.things) outbox.drop(id);
  outbox.put(freshId(), { at: Date.now(), fields: typed(), send: wish });
};

const keepSoon = () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    keep();
    outbox.send();
  }, PAUSE);
};

const left = outbox.things.at(-1);
if (left) {
  wish = left.send;
  fill(left.fields);
  say(words.restored);
  outbox.send();
}

form.querySelector("[data-keep]").hidden = true;
form.addEventListener("input", keepSoon);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  wish = true;
  keep();
  outbox.send();
});
addEventListener("pagehide", () => timer && keep());
document.addEventListener("visibilitychange", () => timer && document.hidden && keep());
