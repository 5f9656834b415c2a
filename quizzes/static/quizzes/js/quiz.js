// A quiz with script: the page holds all questions and turns between them by itself, every answer is saved at
// once, and what the line does not carry waits in the outbox.

import { post } from "../../portal/js/outbox.js";
import { moveRows, read, stateOf, write } from "./fields.js";
import { Answers, pageClock } from "./sending.js";

const TYPING = 1200;
const LOOK_AGAIN = 10_000;
const ANNOUNCED = [300, 60];

const form = document.querySelector(".quiz");
const $ = (selector) => form.querySelector(selector);
const words = $("[data-words]").dataset;
const drawing = $("[data-words]").content.firstElementChild;
const { attempt, learner } = form.dataset;

// --- The sheets: every page of questions, and the map ---------------------------------------------

for (const template of form.querySelectorAll("template[data-for]")) {
  template.content.firstElementChild.hidden = true;
  template.replaceWith(template.content);
}
const sheets = new Map([...form.querySelectorAll("[data-sheet]")].map((sheet) => [sheet.dataset.sheet, sheet]));
const askedAt = (slot) => $(`[data-slot="${slot}"]`);
const slots = [...form.querySelectorAll("[data-slot]")].map((asked) => Number(asked.dataset.slot));
const sheetOf = (place) => sheets.get(String(place)) ?? askedAt(place).closest("[data-sheet]");
let current = [...sheets.values()].find((sheet) => !sheet.hidden);

const show = (sheet, { slot, moves = true } = {}) => {
  if (sheet !== current) {
    current.hidden = true;
    sheet.hidden = false;
    current = sheet;
    $("[data-title]").textContent = sheet.dataset.heading.trim();
    form.action = sheet.dataset.address;
    if (moves) history.pushState({ sheet: sheet.dataset.sheet }, "", sheet.dataset.address);
    scrollTo(0, 0);
  }
  const several = sheet.querySelectorAll("[data-slot]").length > 1;
  if (slot && several) askedAt(slot).scrollIntoView();
  $("[data-title]").focus({ preventScroll: true });
};

history.replaceState({ sheet: current.dataset.sheet }, "");
addEventListener("popstate", ({ state }) => {
  keepAll();
  if (state?.sheet) show(sheets.get(state.sheet), { moves: false });
});

// --- What is said ---------------------------------------------------------------------------------

const say = (text) => ($("[data-spoken]").textContent = text);
const clockTime = (ms) =>
  new Date(ms).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });

const status = (text, { isWaiting = false, link } = {}) => {
  const place = $("[data-saved]");
  place.replaceChildren(...(isWaiting ? [] : [drawing.cloneNode(true)]), text);
  place.classList.toggle("waiting", isWaiting);
  if (link) place.append(" ", link);
};

const notice = (text, button) => {
  const place = $("[data-notice]");
  place.hidden = !text;
  $("[data-notice-text]").replaceChildren(text ?? "", ...(button ? [" ", button] : []));
  if (text) say(text);
};

const signInAgain = () => {
  const here = encodeURIComponent(current.dataset.address);
  return Object.assign(document.createElement("a"), {
    href: `${form.dataset.signIn}?next=${here}`,
    textContent: words.signIn,
  });
};

// --- Saving ---------------------------------------------------------------------------------------

const clock = pageClock(Number(form.dataset.now));
const channel = "BroadcastChannel" in window ? new BroadcastChannel(`quiz:${attempt}`) : null;
const known = new Map(); // what was last saved or put into the outbox, as text
const answeredAt = new Map();
const looked = new Map(); // seconds
let deadline = "left" in form.dataset ? clock.now + Number(form.dataset.left) * 1000 : null;
let isOver = false;
let wasWaiting = false;

const setClock = ({ now, left }) => {
  if (!now) return;
  clock.set(now);
  deadline = left === null ? null : now + left * 1000;
};

const leave = () => location.replace(form.dataset.result);

const heard = (answer) => {
  const { receipts = {}, batch, waiting, signedOut, open } = answer;
  setClock(answer);
  for (const save of batch) {
    if (receipts[save.id] === "refused") notice(words.refused);
    if (receipts[save.id] === "older") {
      notice(words.older.replace("{n}", save.slot));
      lookAgain();
    }
  }
  if (signedOut) {
    status(words.signedOut, { isWaiting: true, link: signInAgain() });
    say(words.signedOut);
  } else if (waiting && !answer.receipts) {
    status(words.waiting.replace("{n}", waiting), { isWaiting: true });
    if (!wasWaiting) say(words.waitingSpoken);
  } else if (batch.length && !waiting) {
    status(words.saved.replace("{time}", clockTime(clock.now)));
    if (wasWaiting) say(words.saved.replace("{time}", clockTime(clock.now)));
  }
  wasWaiting = Boolean(waiting) && !answer.receipts;
  if (open === false && !waiting) {
    channel?.postMessage({ isHandedIn: true });
    leave();
  } else if (box.wish && answer.unreached) queued();
};

const box = new Answers(learner, attempt, form.dataset.answers, heard);

const isSettled = (slot) => "settled" in askedAt(slot).dataset;

const keep = (slot) => {
  if (isOver || isSettled(slot)) return null;
  const raw = read(askedAt(slot));
  const text = JSON.stringify(raw);
  if (text === known.get(slot)) return null;
  known.set(slot, text);
  // Nothing can be typed after the end; what was typed in the last second is noticed a little later.
  const at = deadline === null ? clock.now : Math.min(clock.now, deadline);
  const save = { slot, raw, at, seconds: looked.get(slot) };
  answeredAt.set(slot, save.at);
  mapped(slot);
  channel?.postMessage(save);
  return box.add(save);
};
const keepAll = () => slots.forEach(keep);

// Answers of other tabs and devices: shown where they were given later than what stands here.
const take = (slot, { raw, at, flagged }) => {
  const asked = askedAt(slot);
  if (raw !== undefined && at > answeredAt.get(slot) && !isSettled(slot)) {
    write(asked, raw);
    known.set(slot, JSON.stringify(read(asked)));
    answeredAt.set(slot, at);
  }
  if (flagged !== undefined) asked.toggleAttribute("data-flagged", flagged);
  mapped(slot);
};

let lookedAgainAt = Date.now();
const lookAgain = async () => {
  lookedAgainAt = Date.now();
  const response = await fetch(form.dataset.answers, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!response?.ok) return;
  const { answers, open, ...time } = await response.json();
  setClock(time);
  if (!open && !box.things.length) leave();
  for (const slot of slots) {
    const standing = answers[slot];
    if (standing.settled !== isSettled(slot)) return location.reload();
    if (!box.waitsFor(slot)) take(slot, standing);
  }
};

channel?.addEventListener("message", ({ data }) => (data.isHandedIn ? leave() : take(data.slot, data)));
const backAgain = () => {
  if (document.visibilityState === "visible" && Date.now() - lookedAgainAt > LOOK_AGAIN) lookAgain();
};
addEventListener("focus", backAgain);
addEventListener("pageshow", ({ persisted }) => persisted && lookAgain());
document.addEventListener("visibilitychange", () => (document.hidden ? keepAll() : backAgain()));
addEventListener("pagehide", keepAll);

const waits = new Map();
const soon = (slot, wait) => {
  clearTimeout(waits.get(slot));
  waits.set(slot, setTimeout(() => keep(slot), wait));
};
const slotOf = (target) => Number(target.closest("[data-slot]")?.dataset.slot);
form.addEventListener("input", ({ target }) => {
  if (target.type === "file" || !slotOf(target)) return;
  if (target.matches("textarea")) countWords(target);
  if (!target.matches("[type=radio], [type=checkbox], select")) soon(slotOf(target), TYPING);
});
form.addEventListener("change", ({ target }) => target.type !== "file" && slotOf(target) && keep(slotOf(target)));
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("input")) {
    event.preventDefault();
    keepAll();
  }
});

// --- The map, the flags, the time -----------------------------------------------------------------

const mapped = (slot) => {
  const asked = askedAt(slot);
  const row = $(`[data-mapped="${slot}"]`);
  const isFlagged = "flagged" in asked.dataset;
  row.dataset.state = stateOf(asked, JSON.parse(known.get(slot) || "null"));
  row.toggleAttribute("data-flagged", isFlagged);
  asked.querySelector("[data-flag] span").textContent = isFlagged ? words.unflag : words.flag;
  const left = form.querySelectorAll("[data-state=unanswered]").length;
  $("[data-bar]").value = slots.length - left;
  $("[data-left-over]").textContent = [
    ...(left ? [words.leftOver.replace("{n}", left), words.earnsNothing] : [words.allAnswered]),
    words.final,
  ].join(" ");
};

const flag = (slot) => {
  const flagged = !("flagged" in askedAt(slot).dataset);
  take(slot, { flagged });
  channel?.postMessage({ slot, flagged });
  box.add({ slot, flagged, at: clock.now, seconds: looked.get(slot) });
};

const countWords = (field) => {
  const count = field.value.split(/\s+/).filter(Boolean).length;
  field.closest(".field").querySelector("[data-word-count]").textContent = words.wordsTyped.replace("{n}", count);
};

const announced = new Set();
const tick = () => {
  if (document.visibilityState === "visible") {
    const slot = slotOf(document.activeElement) || Number(current.querySelector("[data-slot]")?.dataset.slot);
    if (slot) looked.set(slot, looked.get(slot) + 1);
  }
  if (deadline === null) return;
  const left = Math.max(0, Math.ceil((deadline - clock.now) / 1000));
  const text = left > 90 ? words.minutes.replace("{n}", Math.ceil(left / 60)) : words.seconds.replace("{n}", left);
  if ($("[data-time-text]").textContent !== text) $("[data-time-text]").textContent = text;
  $("[data-time]").classList.toggle("warn", left <= 300);
  const due = ANNOUNCED.find((moment) => left <= moment && left > moment - 10 && !announced.has(moment));
  if (due) {
    announced.add(due);
    say(text);
  }
  if (!left) timeIsUp();
};

const lock = (over) => {
  isOver = over;
  for (const question of form.querySelectorAll(".question")) question.disabled = over;
};

// The server ends the attempt by itself. Here its word is asked for: she may have been given more time, and a
// telephone's clock may have jumped.
let askedAgainAt = -Infinity;
const timeIsUp = async () => {
  if (!isOver) {
    keepAll();
    lock(true);
    notice(words.timeUp);
  }
  if (performance.now() - askedAgainAt < 5000) return;
  askedAgainAt = performance.now();
  await (box.things.length ? box.send() : lookAgain());
  if (deadline === null || deadline > clock.now) {
    lock(false);
    notice();
  }
};

// --- Handing in -----------------------------------------------------------------------------------

const queued = () => {
  if (isOver) return notice(words.timeUpOffline);
  const goOn = Object.assign(document.createElement("button"), {
    type: "button",
    className: "plain",
    textContent: words.goOn,
  });
  goOn.addEventListener("click", () => {
    box.wish = false;
    notice();
  });
  notice(words.queued, goOn);
};

const handIn = () => {
  keepAll();
  box.wish = true;
  if (!navigator.onLine) queued();
  box.send();
};

const check = async (slot) => {
  const asked = askedAt(slot);
  const raw = read(asked);
  if (raw === null) return notice(words.checkEmpty);
  known.set(slot, JSON.stringify(raw));
  answeredAt.set(slot, clock.now);
  const save = { slot, raw, at: answeredAt.get(slot), seconds: looked.get(slot) };
  await box.send();
  const answer = await post(form.dataset.check, box.one(save)).catch(() => ({}));
  if (answer.signedOut) return status(words.signedOut, { isWaiting: true, link: signInAgain() });
  if (!answer.html) {
    box.add(save);
    return answer.receipt ? lookAgain() : notice(words.checkOffline);
  }
  notice();
  setClock(answer);
  asked.outerHTML = answer.html;
  settle(askedAt(slot));
  mapped(slot);
  askedAt(slot).querySelector("[data-checked]").focus();
};

form.addEventListener("submit", (event) => {
  const { submitter } = event;
  if (submitter?.hasAttribute("data-native") && navigator.onLine) return;
  event.preventDefault();
  keepAll();
  const { to, flag: flagged, checkSlot } = submitter?.dataset ?? {};
  if (to) show(sheetOf(to), { slot: Number(to) });
  else if (flagged) flag(Number(flagged));
  else if (checkSlot) check(Number(checkSlot));
  else if (submitter?.hasAttribute("data-hand-in")) handIn();
  else if (submitter?.hasAttribute("data-native")) notice(words.waitingSpoken);
});
form.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-to]");
  if (!link) return;
  event.preventDefault();
  show(sheetOf(link.dataset.to), { slot: Number(link.dataset.to) });
});

// --- The beginning --------------------------------------------------------------------------------

function settle(asked) {
  const slot = Number(asked.dataset.slot);
  const list = asked.querySelector("[data-order]");
  if (list) {
    if (list.querySelector("select").value) list.dataset.touched = "";
    if (!("settled" in asked.dataset)) moveRows(list, words, say);
  }
  // What was held while she signed in is not saved yet.
  known.set(slot, "held" in asked.dataset ? "" : JSON.stringify(read(asked)));
  answeredAt.set(slot, Number(asked.dataset.at));
  looked.set(slot, Number(asked.dataset.seconds));
}

form.querySelectorAll("[data-slot]").forEach(settle);
form.querySelectorAll("textarea").forEach(countWords);
for (const waiting of box.things) {
  if (slots.includes(waiting.slot)) take(waiting.slot, waiting);
}
slots.filter((slot) => known.get(slot)).forEach(mapped);
setInterval(tick, 1000);
tick();
box.send();
// Read anew right after an answer, a page may have been made before the answer arrived.
if (performance.getEntriesByType("navigation")[0]?.type === "reload") lookAgain();
