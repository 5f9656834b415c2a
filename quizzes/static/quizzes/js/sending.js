// Answers on their way to the server, and the server's clock as the page brought it.

import { freshId, Outbox, post } from "../../portal/js/outbox.js";

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

// Every browser is a device of its own; whichever answered later counts.
const device = () => {
  try {
    const known = localStorage.getItem("device") ?? freshId();
    localStorage.setItem("device", known);
    return known;
  } catch {
    return freshId();
  }
};

// Larger with every answer, and another in every tab.
let last = 0;
const nextNumber = () => {
  last = Math.max(last + 1, Date.now() * 1000 + Math.floor(Math.random() * 1000));
  return last;
};

// A telephone's own clock may be wrong: only how long ago the server spoke is taken from it. Some stop
// counting while they sleep, so the longer of two counts is right.
export class Clock {
  set(now, when = performance.now()) {
    Object.assign(this, { base: now, counted: when, dated: Date.now() - performance.now() + when });
  }

  get now() {
    return Math.round(this.base + Math.max(performance.now() - this.counted, Date.now() - this.dated));
  }
}

// The page was made when its first byte came.
export const pageClock = (now) => {
  const clock = new Clock();
  clock.set(now, performance.getEntriesByType("navigation")[0]?.responseStart ?? performance.now());
  return clock;
};

export const prefixOf = (learner) => `answer:${learner}:`;

export class Answers extends Outbox {
  constructor(learner, attempt, address, onChange) {
    const send = async (saves) => {
      const wish = this.wish && saves.length === this.things.length;
      const numbered = saves.map(({ id, ...save }) => ({ ...save, sequence: Number(id) }));
      const answer = await post(address, { device: device(), saves: numbered, hand_in: wish });
      if (answer.receipts && wish) this.wish = false;
      return { ...answer, settled: answer.receipts && Object.keys(answer.receipts) };
    };
    super(`${prefixOf(learner)}${attempt}:`, send, onChange);
    this.wished = `hand-in:${learner}:${attempt}`;
    // `at` is the server's time and a number the telephone's: what is old by both is dropped.
    const isOld = (moment) => Date.now() - moment > KEPT_MS;
    for (const { id, at } of this.things) if (isOld(at) && isOld(Number(id) / 1000)) this.drop(id);
  }

  // That she wants to hand in is kept as answers are.
  get wish() {
    return this.unstoredWish || localStorage.getItem(this.wished) !== null;
  }

  set wish(wanted) {
    this.unstoredWish = false;
    try {
      if (wanted) localStorage.setItem(this.wished, "1");
      else localStorage.removeItem(this.wished);
    } catch {
      this.unstoredWish = wanted;
    }
  }

  // Of several answers to a question that still wait only the newest has to travel.
  add(save) {
    for (const one of this.things) if (one.slot === save.slot && "raw" in one === "raw" in save) this.drop(one.id);
    this.put(nextNumber(), save);
    return this.send();
  }

  one(save) {
    return { device: device(), saves: [{ ...save, sequence: nextNumber() }] };
  }

  waitsFor(slot) {
    return this.things.some((one) => one.slot === slot && "raw" in one);
  }
}
