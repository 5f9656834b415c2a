// A draft on its way to the server: kept on this device from the first letter on, sent by itself when she
// pauses. A save names itself and those this device has seen; the server takes it where it knows what it
// replaces, and otherwise tells what stands, so that she chooses.

import { freshId, Outbox, post } from "../../portal/js/outbox.js";

const PAUSE = 1500;
const ONLY = "text";

const keptUnder = (whose) => `draft:${whose}:`;

// Beside the form: what still waits on this device goes to the draft, where it may still be changed.
const page = document.querySelector("[data-draft-waits]");
if (page) {
  const send = async ([thing]) => {
    const answer = await post(page.dataset.draftWaits, thing);
    return { ...answer, settled: answer.stands && !answer.other ? [ONLY] : undefined };
  };
  new Outbox(keptUnder(page.dataset.whose), send, () => {}).send();
}

const form = document.querySelector("form[data-draft]");
if (form) write(form);

function write(form) {
  const fields = [...form.elements].filter((one) => one.matches("input[type=text], textarea"));
  const known = form.elements.known;
  const part = (name) => form.querySelector(`[data-${name}]`);
  let other = null;

  const typed = () => Object.fromEntries(fields.map((field) => [field.name, field.value]));
  const fill = (texts) => fields.forEach((field) => (field.value = texts[field.name] ?? ""));
  const differs = (texts) => fields.filter((field) => (texts[field.name] ?? "").trim() !== field.value.trim());

  const say = (state, text = "") => {
    for (const one of form.querySelectorAll("[data-state]")) one.hidden = one.dataset.state !== state;
    part("at").textContent = state === "kept" ? text : "";
    part("why").textContent = state === "wrong" ? text : "";
  };

  const send = async ([thing]) => {
    saw(thing.save); // it may arrive though no receipt comes back
    const answer = await post(form.dataset.draft, thing);
    if (!answer.stands || answer.other) return answer;
    saw(answer.stands);
    const [newest] = box.things;
    const isOlder = newest && newest.save !== thing.save;
    // Typed meanwhile: what lies here is newer, and goes next.
    if (isOlder) box.put(ONLY, { ...newest, known: saves() });
    return { ...answer, settled: isOlder ? [] : [ONLY] };
  };

  const heard = (answer) => {
    if (answer.other) return ask(answer);
    if (answer.stands) return say(answer.waiting ? "waits" : "kept", answer.at);
    if (answer.signedOut) return say("out");
    if (answer.wrong) return say("wrong", wrong(answer.wrong));
    if (answer.closed) return say("wrong", answer.closed);
    say("waits");
  };

  const wrong = (errors) =>
    Object.entries(errors)
      .map(([name, text]) => `${form.elements[name]?.labels[0]?.textContent ?? name}: ${text}`)
      .join(" ");

  const saves = () => known.value.split(",").filter(Boolean);
  const saw = (save) => (known.value = [...new Set([...saves().slice(-19), save])].join(","));

  const box = new Outbox(keptUnder(form.dataset.whose), send, heard);

  // --- Another device wrote meanwhile ---------------------------------------------------------

  const ask = ({ other: texts, stands }) => {
    other = { texts, stands };
    const list = part("differences");
    list.replaceChildren(
      ...differs(texts).map((field) => {
        const one = document.createElement("p");
        const label = document.createElement("strong");
        label.textContent = `${field.labels[0].textContent}: `;
        one.append(label, texts[field.name] || list.dataset.empty);
        return one;
      }),
    );
    if (part("other").hidden) {
      part("other").hidden = false;
      part("other").scrollIntoView({ block: "center" });
    }
    say("");
  };

  const choose = (isMine) => {
    part("other").hidden = true;
    saw(other.stands);
    if (isMine) return keep();
    box.drop(ONLY);
    fill(other.texts);
    say("kept");
  };
  part("keep-mine").addEventListener("click", () => choose(true));
  part("take-other").addEventListener("click", () => choose(false));

  // --- Writing --------------------------------------------------------------------------------

  let pause;
  const keep = () => {
    box.put(ONLY, { save: freshId(), known: saves(), typed: typed(), at: Date.now() });
    clearTimeout(pause);
    pause = setTimeout(() => box.send(), PAUSE);
  };

  form.addEventListener("input", (event) => {
    if (!fields.includes(event.target)) return;
    say("waits");
    keep();
  });

  form.addEventListener("submit", (event) => {
    clearTimeout(pause);
    if (navigator.onLine) return;
    event.preventDefault();
    part("no-line").hidden = false;
    part("no-line").scrollIntoView({ block: "center" });
  });
  addEventListener("online", () => (part("no-line").hidden = true));

  // --- What did not arrive before the page was closed comes back ------------------------------

  const [waiting] = box.things;
  if (waiting && differs(waiting.typed).length) {
    // She has not seen what the page brings: only what this device knew counts as known.
    known.value = [...waiting.known, waiting.save].join(",");
    fill(waiting.typed);
    say("waits");
  } else if (fields.some((field) => field.value !== field.defaultValue)) {
    keep(); // typed before this script was there
  }
  if (waiting) box.send();
}
