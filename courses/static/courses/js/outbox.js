// Evidence waits here until the server has it: through a dropped line, a closed browser, a new sign-in.
// Each piece has an id of its own, so that sending one twice counts once.

const BEAT = 30_000;
const MOST = 100;

export const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

const freshId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};

export class Outbox {
  #busy = false;

  // `onChange` hears {waiting, signedOut, saved, message} after every attempt.
  constructor(learner, address, onChange) {
    this.key = `evidence:${learner}`;
    this.address = address;
    this.onChange = onChange;
    addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => this.send());
    setInterval(() => this.send(), BEAT);
    this.send();
  }

  get waiting() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) ?? [];
    } catch {
      return [];
    }
  }

  set waiting(reports) {
    if (reports.length) localStorage.setItem(this.key, JSON.stringify(reports));
    else localStorage.removeItem(this.key);
  }

  add(report) {
    this.waiting = [...this.waiting, { id: freshId(), at: new Date().toISOString(), ...report }];
    return this.send();
  }

  async send() {
    const batch = this.waiting.slice(0, MOST);
    if (this.#busy || !batch.length) return;
    this.#busy = true;
    const answer = await this.#post(batch).catch(() => ({}));
    this.#busy = false;
    const settled = answer.receipts ?? (answer.unreadable ? Object.fromEntries(batch.map((x) => [x.id])) : {});
    this.waiting = this.waiting.filter((report) => !(report.id in settled));
    const saved = batch.filter((report) => ["saved", "known", "clock_ahead"].includes(settled[report.id]));
    this.onChange({ ...answer, saved, waiting: this.waiting.length });
    if (answer.receipts && this.waiting.length) await this.send();
  }

  async #post(batch) {
    const response = await fetch(this.address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify(batch),
      keepalive: true,
    });
    if (response.ok) return response.json();
    // 400: no device of ours wrote this; keeping it would block what comes after it for good.
    return { signedOut: response.status === 401 || response.status === 403, unreadable: response.status === 400 };
  }
}
