// Evidence of learning. Each piece has an id of its own, so that sending one twice counts once.

import { freshId, Outbox as Waiting, post } from "../../portal/js/outbox.js";

const KEPT = ["saved", "known", "clock_ahead"];

export { token } from "../../portal/js/outbox.js";

export class Outbox extends Waiting {
  // `onChange` hears {waiting, signedOut, saved} after every attempt.
  constructor(learner, address, onChange) {
    const send = async (reports) => {
      const answer = await post(address, reports);
      return { ...answer, settled: answer.receipts && Object.keys(answer.receipts) };
    };
    super(`evidence:${learner}:`, send, ({ batch, ...answer }) =>
      onChange({ ...answer, saved: batch.filter(({ id }) => KEPT.includes(answer.receipts?.[id])) }),
    );
    this.send();
  }

  add(report) {
    this.put(freshId(), { at: new Date().toISOString(), ...report });
    return this.send();
  }
}
