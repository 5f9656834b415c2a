// What a package says, on its way to the server: kept on this device until the server has it.

import { freshId, Outbox, post } from "../../portal/js/outbox.js";

const PAUSE = 800;
const MOST = 256 * 1024; // characters of one message; the server takes no more
const ANSWERED = /\/answered$/;
const GIVEN_UP = [404, 413]; // no longer hers to play, too much to keep: asking again changes nothing

export class Reports extends Outbox {
  #timer;
  #flying = new Set();
  #isLeaving = false; // a page that goes is still called visible

  // `addresses` by kind of thing; `onChange` hears {waiting, signedOut, saved} after every attempt, where
  // `saved` are the things that the server has now.
  constructor(learner, packageId, addresses, onChange) {
    const send = async (things) => {
      const saved = [];
      for (const thing of things) {
        const answer = await this.#deliver(thing).catch(() => ({ unreached: true }));
        if (!answer.settled) return { signedOut: answer.signedOut, saved };
        saved.push({ ...thing, ...answer });
      }
      return { settled: [], saved };
    };
    super(`package:${learner}:${packageId}:`, send, onChange);
    this.addresses = addresses;
    addEventListener("pagehide", () => this.#leave(), { capture: true });
    addEventListener("pageshow", () => (this.#isLeaving = false));
  }

  get states() {
    return this.things.filter(({ kind }) => kind === "state").map(({ body }) => body);
  }

  // What she would count herself; states and the like travel along unseen.
  get answers() {
    return this.things.filter(({ body }) => ANSWERED.test(body.statement?.verb?.id)).length;
  }

  // Of several states of one part only the newest has to travel.
  keep(state) {
    if ((state.data?.length ?? 0) > MOST) return;
    const isSame = ({ part, data_type: type }) => part === state.part && type === state.data_type;
    for (const { id, kind, body } of this.things) if (kind === "state" && isSame(body)) this.drop(id);
    this.#add("state", state);
  }

  // What only says that it was opened travels with what comes next.
  report(statement, { isUrgent = true, ...more } = {}) {
    if (JSON.stringify(statement).length > MOST) return;
    this.#add("report", { statement, happened_at: new Date().toISOString(), ...more }, isUrgent);
  }

  // Of several reports of one part's values only the newest has to travel; an end that was told stays told.
  commit({ part, values, finished }) {
    if (JSON.stringify(values).length > MOST) return;
    const before = this.commits.filter(({ body }) => body.part === part);
    for (const { id } of before) if (!this.#flying.has(id)) this.drop(id);
    this.#add("report", { part, values, finished: finished || before.some(({ body }) => body.finished) });
  }

  get commits() {
    return this.things.filter(({ body }) => body.values);
  }

  #add(kind, body, isUrgent = true) {
    this.put(freshId(), { at: new Date().toISOString(), kind, body });
    if (this.#isLeaving || document.visibilityState === "hidden") return this.#send();
    if (!isUrgent) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.send(), PAUSE);
  }

  async #deliver({ id, at, kind, body }) {
    this.#flying.add(id);
    try {
      // Telephones' clocks are wrong; how long something lay here is told by any of them.
      const waited = Math.max(0, Date.now() - Date.parse(at)) / 1000;
      const answer = await post(this.addresses[kind], { id, waited, ...body });
      const settled = !answer.status || answer.unreadable || GIVEN_UP.includes(answer.status);
      if (settled) this.drop(id);
      return { ...answer, settled };
    } finally {
      this.#flying.delete(id);
    }
  }

  #leave() {
    this.#isLeaving = true;
    this.#send();
  }

  // Everything at once, for the page goes; what does not arrive waits on this device.
  #send() {
    for (const thing of this.things) if (!this.#flying.has(thing.id)) this.#deliver(thing).catch(() => {});
  }
}
