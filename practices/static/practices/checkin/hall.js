// The hall's square: changes by the server's clock, goes on for some minutes without a line, then rests.

import { ServerClock } from "./queue.js";

const hall = document.querySelector("[data-hall]");
const one = (selector) => hall.querySelector(selector);
const [square, left, stopped] = ["[data-square]", "[data-left]", "[data-stopped]"].map(one);
const ENOUGH = 12;
let clock, codes = [], lasts = 15_000, shown = 0, asking = false;

const ask = async () => {
  if (asking) return;
  asking = true;
  try {
    const response = await fetch(hall.dataset.codes, { headers: { Accept: "application/json" } });
    if (!response.ok) return;
    const answer = await response.json();
    clock = new ServerClock(answer.now);
    ({ codes, lasts } = answer);
  } catch {
    // No line: what is here goes on.
  } finally {
    asking = false;
  }
};

const turn = () => {
  if (!clock) return;
  const now = clock.now;
  codes = codes.filter((code) => code.from + lasts > now);
  const code = codes.find((each) => each.from <= now);
  stopped.hidden = Boolean(code);
  square.hidden = left.hidden = !code;
  if (!code) return;
  if (code.from !== shown) square.innerHTML = code.square;
  shown = code.from;
  left.value = (code.from + lasts - now) / 1000;
};

const full = document.querySelector("[data-full]");
full.hidden = !hall.requestFullscreen;
full.addEventListener("click", () => hall.requestFullscreen());
// A projector's screen must not go dark.
const stayAwake = () => document.visibilityState === "visible" && navigator.wakeLock?.request("screen").catch(() => {});
document.addEventListener("visibilitychange", stayAwake);
stayAwake();

await ask();
setInterval(turn, 250);
setInterval(() => codes.length < ENOUGH && ask(), 5_000);
turn();
