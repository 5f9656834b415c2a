// What stands in the fields of a question, read and written in the shape in which it travels.

const EDGE = 150; // so near the rim of the screen a finger that drags turns the page along
const STEP = 12;

const filled = (parts) => (Object.keys(parts).length ? parts : null);
const fieldsOf = (asked) => [...asked.querySelectorAll(".question :is(input, select, textarea)")];
const partOf = (field) => field.name.slice(field.name.indexOf("-") + 1);
const kindOf = (asked) => asked.querySelector(".question").dataset.kind;

const parts = (asked) =>
  filled(Object.fromEntries(fieldsOf(asked).map((field) => [partOf(field), field.value.trim()]).filter(([, value]) => value)));

const order = (asked) => {
  const list = asked.querySelector("[data-order]");
  return "touched" in list.dataset ? [...list.children].map((row) => row.dataset.id) : null;
};

const READ = {
  multiple: (asked) => {
    const chosen = fieldsOf(asked).filter((field) => field.checked).map((field) => field.value);
    return chosen.length ? chosen : null;
  },
  matching: parts,
  cloze: parts,
  ordering: order,
  essay: (asked) => {
    const field = asked.querySelector("textarea");
    const text = field.value.trim();
    // An outline that was left as it stood is no answer.
    return text && !(field.value === field.defaultValue && !Number(asked.dataset.at)) ? { text } : null;
  },
};

const typed = (asked) => fieldsOf(asked)[0].value.trim() || null;
const chosen = (asked) => fieldsOf(asked).find((field) => field.checked)?.value ?? null;

export const read = (asked) => {
  const kind = kindOf(asked);
  const reader = READ[kind] ?? (["single", "true_false"].includes(kind) ? chosen : typed);
  return reader(asked);
};

// Written by another tab or another device.
export const write = (asked, raw) => {
  const kind = kindOf(asked);
  if (kind === "ordering") {
    const list = asked.querySelector("[data-order]");
    (raw ?? []).forEach((id) => list.append(list.querySelector(`[data-id="${CSS.escape(id)}"]`)));
    if (raw) list.dataset.touched = "";
    else delete list.dataset.touched;
    return;
  }
  for (const field of fieldsOf(asked)) {
    if (field.type === "radio" || field.type === "checkbox") field.checked = [raw].flat().includes(field.value);
    else if (kind === "matching" || kind === "cloze") field.value = raw?.[partOf(field)] ?? "";
    else field.value = raw?.text ?? raw ?? "";
  }
};

// How much of a question is answered: with several fields, all of them or a part.
export const stateOf = (asked, raw) => {
  if (raw === null) return "unanswered";
  const isInParts = ["matching", "cloze"].includes(kindOf(asked));
  return isInParts && Object.keys(raw).length < fieldsOf(asked).length ? "part" : "answered";
};

const button = (className, label, drawing) => {
  const made = Object.assign(document.createElement("button"), { type: "button", className });
  made.setAttribute("aria-label", label);
  made.append(drawing);
  return made;
};

const arrow = (path) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(svg.namespaceURI, "path"));
  svg.firstChild.setAttribute("d", path);
  return svg;
};

// Rows to put in order: by buttons, by arrow keys on the grip, by a finger or the mouse. The lists that do
// the same without script stay in the form and follow.
export const moveRows = (list, words, say) => {
  const settle = () => {
    list.dataset.touched = "";
    [...list.children].forEach((row, place) => (row.querySelector("select").value = place + 1));
    list.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const move = (row, by) => {
    const rows = [...list.children];
    const place = rows.indexOf(row) + by;
    if (place < 0 || place >= rows.length) return;
    rows[place][by < 0 ? "before" : "after"](row);
    settle();
    const text = row.querySelector(".what").textContent.trim();
    say(words.place.replace("{text}", text).replace("{n}", place + 1).replace("{total}", rows.length));
  };
  const steps = { ArrowUp: -1, ArrowDown: 1 };

  list.classList.add("moving");
  for (const row of list.children) {
    const name = row.querySelector(".what").textContent.trim();
    const grip = button("grip", `${name}: ${words.up}, ${words.down}`, arrow("M5 8h14M5 12h14M5 16h14"));
    const moves = Object.assign(document.createElement("span"), { className: "moves" });
    moves.append(
      button("up", `${words.up}: ${name}`, arrow("M12 20V5M5.5 11L12 4.5 18.5 11")),
      button("down", `${words.down}: ${name}`, arrow("M12 4v15M5.5 13l6.5 6.5 6.5-6.5")),
    );
    row.prepend(grip);
    row.append(moves);
    moves.addEventListener("click", ({ target }) => {
      const pressed = target.closest("button");
      if (pressed) move(row, pressed.className === "up" ? -1 : 1);
      pressed?.focus();
    });
    grip.addEventListener("keydown", (event) => {
      if (!(event.key in steps)) return;
      event.preventDefault();
      move(row, steps[event.key]);
      grip.focus();
    });
    grip.addEventListener("pointerdown", (event) => {
      grip.setPointerCapture(event.pointerId);
      row.classList.add("dragged");
    });
    grip.addEventListener("pointermove", ({ clientY }) => {
      if (!row.classList.contains("dragged")) return;
      const middle = (other) => other.getBoundingClientRect().top + other.offsetHeight / 2;
      // The others make way: a row that is itself taken out of the page loses the finger that drags it.
      while (row.previousElementSibling && clientY < middle(row.previousElementSibling)) row.after(row.previousElementSibling);
      while (row.nextElementSibling && clientY > middle(row.nextElementSibling)) row.before(row.nextElementSibling);
      if (clientY < EDGE) scrollBy(0, -STEP);
      else if (clientY > innerHeight - EDGE) scrollBy(0, STEP);
    });
    const drop = () => {
      if (!row.classList.contains("dragged")) return;
      row.classList.remove("dragged");
      settle();
    };
    grip.addEventListener("pointerup", drop);
    grip.addEventListener("lostpointercapture", drop);
  }
};
