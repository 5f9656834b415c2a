// The host's check-in page with script: it goes on without a line, and agrees with other phones once there is one.
// What stands on the screen is what the server last said, with what still waits on this phone laid over it.

import { CheckIns, ServerClock } from "./queue.js";
import { fetchReader, Scanner } from "./scan.js";

const page = document.querySelector("[data-checkin]");
const facts = JSON.parse(document.getElementById("checkin-phone").textContent);
const words = JSON.parse(document.getElementById("checkin-words").textContent);
const one = (selector, within = page) => within.querySelector(selector);
const clock = new ServerClock(facts.now);
const rows = new Map();
const LETTERS = /^[CFGHJKMNPQRTVX2-9]{8}$/;
const LOOK_ALIKES = { B: "8", S: "5", Z: "2" };
const RECENT = 5;
const BEAT = 20_000;
let seen = "";
let sendings = 0;

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const time = (moment) => new Date(moment).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replaceAll("đ", "d");

// The code behind what was scanned or typed; "" for any other text, which is never sent anywhere.
const codeIn = (text) => {
  const meant = text.slice(0, 80).normalize("NFKC").toUpperCase().replace(/[^A-Z0-9]/g, "").replace(/[BSZ]/g, (letter) => LOOK_ALIKES[letter]);
  return LETTERS.test(meant) ? meant : "";
};

// The page knows codes by their digests alone.
const digestOf = async (code) => {
  if (!crypto.subtle) return "";
  const bytes = new TextEncoder().encode(`${facts.session}:${code}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 20);
};

// --- What she sees and hears ---

let sound;
const beep = (pitch, times = 1) => {
  navigator.vibrate?.(times > 1 ? [60, 60, 60] : 60);
  try {
    sound ??= new AudioContext();
    for (let turn = 0; turn < times; turn += 1) {
      const [tone, loudness] = [sound.createOscillator(), sound.createGain()];
      const from = sound.currentTime + turn * 0.18;
      tone.frequency.value = pitch;
      loudness.gain.value = 0.08;
      tone.connect(loudness).connect(sound.destination);
      tone.start(from);
      tone.stop(from + 0.12);
    }
  } catch {
    // A phone without sound.
  }
};

const say = (kind, text, link) => {
  const said = one("[data-said]");
  said.className = `said message ${kind}`;
  said.textContent = text;
  if (link) said.append(" ", Object.assign(document.createElement("a"), link));
};
const good = (text) => (beep(880), say("success", text));
const known = (text) => (beep(520, 2), say("info", text));
const bad = (text) => (beep(220, 2), say("warning", text));

// --- The roll ---

const take = (element) => {
  const { who, digest, at, how } = element.dataset;
  rows.set(who, { who, element, digest, name: one("[data-name]", element).textContent, server: at ? [at * 1000, how] : null, shown: undefined });
};

const addRow = ({ who, name, place, key, digest }) => {
  const element = one("template[data-row]").content.firstElementChild.cloneNode(true);
  Object.assign(element.dataset, { who, key, digest });
  one("[data-name]", element).textContent = name;
  one("[data-place]", element).textContent = place;
  one("[data-walk-in]", element).hidden = false;
  for (const button of element.querySelectorAll("button")) button.value = who;
  one("[data-roll] .people").append(element);
  take(element);
};

// Where somebody stands: as the server said, then as what waits here says.
const standing = () => {
  const stand = new Map([...rows].map(([who, row]) => [who, row.server]));
  for (const { who, how, at } of outbox.things) {
    if (!stand.has(who)) continue;
    if (how === "taken_back") stand.set(who, null);
    else if (!stand.get(who)) stand.set(who, [at, how]);
  }
  return stand;
};

const show = () => {
  const stand = standing();
  for (const [who, row] of rows) {
    const now = stand.get(who);
    const text = now ? `${time(now[0])} · ${facts.how[now[1]] ?? ""}` : "";
    if (text === row.shown) continue;
    row.shown = text;
    row.element.classList.toggle("there", Boolean(now));
    one("[data-there]", row.element).hidden = !now;
    one("[data-since]", row.element).textContent = text;
    const [tick, undo] = ["[name=tick]", "[name=undo]"].map((button) => one(button, row.element));
    if (tick) [tick.hidden, undo.hidden] = [Boolean(now), !now];
    tick?.setAttribute("aria-label", fill(words.tick, row));
    undo?.setAttribute("aria-label", fill(words.undo, row));
  }
  one("[data-count]").textContent = [...stand.values()].filter(Boolean).length;
  one("[data-total]").textContent = rows.size;
  const waiting = outbox.things.length;
  one("[data-waiting]").hidden = !waiting;
  one("[data-waiting] span").textContent = fill(words.waiting, { n: waiting });
  sift();
};

const sift = () => {
  const asked = fold(one("#q").value).split(/\s+/).filter(Boolean);
  const onlyAbsent = one("[name=vang]").checked;
  let found = 0;
  for (const { element } of rows.values()) {
    const fits = asked.every((word) => element.dataset.key.includes(word));
    element.hidden = !fits || (onlyAbsent && element.classList.contains("there"));
    found += !element.hidden;
  }
  one("[data-nobody]").hidden = found > 0;
};

const recent = [];
const remember = (row) => {
  recent.unshift(row, ...recent.splice(0).filter((other) => other !== row).slice(0, RECENT - 1));
  const list = one("[data-recent] ol");
  list.replaceChildren(...recent.map(recentRow));
  one("[data-recent]").hidden = !recent.length;
};
const recentRow = (row) => {
  const [item, name] = ["li", "strong"].map((tag) => document.createElement(tag));
  item.className = "person";
  name.className = "what";
  name.textContent = row.name;
  const undo = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: words.takeBack });
  undo.setAttribute("aria-label", fill(words.undo, row));
  undo.addEventListener("click", () => takeBack(row));
  item.append(name, undo);
  return item;
};

// --- Checking in ---

const isTooEarly = () => {
  if (facts.opens !== null && clock.now >= facts.opens) return false;
  bad(facts.opens === null ? words.never : fill(words.early, { time: time(facts.opens) }));
  return true;
};

const checkIn = (row, how, code) => {
  const now = standing().get(row.who);
  if (now) return known(fill(words.already, { name: row.name, time: time(now[0]) }));
  if (isTooEarly()) return undefined;
  const sent = outbox.add({ how, at: clock.now, who: row.who, code });
  good(fill(words.present, row));
  remember(row);
  show();
  return sent;
};

const takeBack = (row) => {
  const now = standing().get(row.who);
  if (!now) return;
  outbox.add({ how: "taken_back", at: Math.max(clock.now, now[0] + 1), who: row.who });
  say("info", fill(words.takenBack, row));
  recent.splice(0, recent.length, ...recent.filter((other) => other !== row));
  one("[data-recent] ol").replaceChildren(...recent.map(recentRow));
  one("[data-recent]").hidden = !recent.length;
  show();
};

const scanned = async (text) => {
  const code = codeIn(text);
  if (!code) return bad(words.noCode);
  const digest = await digestOf(code);
  const row = [...rows.values()].find((each) => digest && each.digest === digest);
  if (row) return checkIn(row, "scanned", code);
  if (outbox.things.some((thing) => thing.code === code)) return known(fill(words.scannedAlready, { code }));
  if (isTooEarly()) return undefined;
  beep(660);
  say("info", fill(words.asking, { code }));
  outbox.add({ how: "scanned", at: clock.now, code });
  return show();
};

// --- What the server says ---

const told = async ({ batch, receipts, stand, now, signedOut, waiting, closed }) => {
  if (now) clock.set(now);
  if (receipts) sendings += 1;
  for (const [who, standing] of Object.entries(stand ?? {})) {
    const row = rows.get(who);
    if (row) row.server = standing;
  }
  if (signedOut) {
    const here = encodeURIComponent(location.pathname);
    say("warning", words.signedOut, { href: `${page.dataset.signIn}?next=${here}`, textContent: words.signIn });
  }
  show();
  const strangers = [];
  for (const { id, code } of batch ?? []) {
    const [receipt, who] = receipts?.[id] ?? [];
    if (receipt === "unknown") bad(fill(words.unknown, { code: code ?? "" }));
    else if (receipt === "too_early" || receipt === "too_late") bad(words[receipt]);
    else if (who && !rows.has(who)) strangers.push(who);
  }
  if (receipts && (strangers.length || !waiting)) await ask(strangers).catch(() => {});
  if (closed && !facts.closed && !waiting) location.reload();
};

const ask = async (strangers = []) => {
  const before = sendings;
  const query = new URLSearchParams([["seen", seen], ...strangers.map((who) => ["new", who])]);
  const response = await fetch(`${page.dataset.list}?${query}`, { headers: { Accept: "application/json" } });
  if (!response.ok) return;
  const answer = await response.json();
  clock.set(answer.now);
  for (const person of answer.people ?? []) if (!rows.has(person.who)) addRow(person);
  // An answer that set out before the last sending knows less than its receipts.
  if (answer.there && before === sendings) {
    const unknown = Object.keys(answer.there).filter((who) => !rows.has(who));
    if (unknown.length && !strangers.length) return void (await ask(unknown));
    seen = answer.digest;
    for (const [who, row] of rows) row.server = answer.there[who] ?? null;
    one("[data-more-to-look-at]").hidden = !(answer.waiting > page.querySelectorAll("[data-to-look-at] li").length);
    if (answer.closed && !facts.closed && !outbox.things.length) location.reload();
  }
  show();
  for (const who of strangers) if (rows.has(who)) (good(fill(words.present, rows.get(who))), remember(rows.get(who)));
};

// --- The camera ---

const camera = () => {
  const [open, section] = [one("[data-scan]"), one("[data-scanner]")];
  if (!open) return;
  open.hidden = false;
  const scanner = new Scanner(one("[data-video]"), page.dataset.decoder);
  const close = () => {
    scanner.stop();
    section.hidden = true;
    open.hidden = false;
  };
  open.addEventListener("click", async () => {
    if (!navigator.mediaDevices) return bad(words.missing);
    const why = await scanner.start();
    if (why) return bad(words[why]);
    section.hidden = false;
    open.hidden = true;
    return one("[data-stop]").focus();
  });
  one("[data-stop]").addEventListener("click", () => (close(), open.focus()));
  addEventListener("pagehide", close);
  setTimeout(() => fetchReader([page.dataset.decoder, page.dataset.decoderPart]), 1_500);
};

for (const element of page.querySelectorAll("[data-roll] .people > li")) take(element);
const outbox = new CheckIns(facts, page.dataset.send, told);

document.addEventListener("checkin:scanned", ({ detail }) => scanned(detail));
one("[data-by-code]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const field = one("#code");
  scanned(field.value);
  field.value = "";
  field.focus();
});
one("[data-roll]").addEventListener("submit", (event) => {
  const { name, value } = event.submitter ?? {};
  const row = rows.get(value);
  if (!row) return;
  event.preventDefault();
  if (name === "tick") checkIn(row, "ticked");
  else takeBack(row);
});
const search = one("[data-search]");
search.addEventListener("submit", (event) => event.preventDefault());
search.addEventListener("input", sift);
one("[data-native]", search).hidden = true;

const beat = () => document.visibilityState === "visible" && navigator.onLine && ask().catch(() => {});
setInterval(beat, BEAT);
addEventListener("online", beat);
document.addEventListener("visibilitychange", beat);
setInterval(() => {
  const note = one("[data-not-yet]");
  if (note && facts.opens !== null && clock.now >= facts.opens) note.remove();
}, 5_000);
camera();
show();
if (outbox.things.length) outbox.send();
