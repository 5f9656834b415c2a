// Check-ins on their way to the server, in this phone's storage until they are there; and the server's clock.

import { freshId, Outbox, post } from "../../portal/js/outbox.js";

// Every browser is a device of its own.
const device = () => {
  try {
    const known = localStorage.getItem("device") ?? freshId();
    localStorage.setItem("device", known);
    return known;
  } catch {
    return freshId();
  }
};

// A phone's own clock may be wrong: what the server last said counts.
export class ServerClock {
  constructor(now) {
    this.set(now);
  }

  set(now) {
    this.ahead = now - Date.now();
  }

  get now() {
    return Math.round(Date.now() + this.ahead);
  }
}

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

// Of one host at one session. Names are never kept: ids and codes alone.
export class CheckIns extends Outbox {
  constructor({ owner, session }, address, onChange) {
    const send = async (things) => {
      const checkins = things.map(({ id, how, at, who, code }) => ({ id, how, at, who: code ? undefined : who, code }));
      const answer = await post(address, { device: device(), checkins });
      return { ...answer, settled: answer.receipts && Object.keys(answer.receipts) };
    };
    super(`checkin:${owner}:${session}:`, send, onChange);
    for (const { id, at } of this.things) if (Date.now() - at > KEPT_MS) this.drop(id);
  }

  add(thing) {
    this.put(freshId(), thing);
    return this.send();
  }
}
