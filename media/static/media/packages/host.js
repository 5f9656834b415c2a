// Interactive content on a page. Nothing of it is loaded before a tap; what the learner does is kept on this
// device until the server has it. Without script the button leads to a page of its own.

import * as h5p from "./h5p.js";
import { Reports } from "./reports.js";

const TELLING = /\/(?:completed|answered|passed|failed|mastered|scored)$/;
const OPENING = /\/attempted$/;
const GROWTHS = 30;
const LOWEST = 40; // of no height at all a frame would never be seen, and never laid out again

// A frame grows and shrinks with what it holds; one that grows because it grew is stopped. What was measured
// before the frame had its width, which comes to it late, is not its height.
const fitter = (frame) => {
  let growths = [];
  return (height, width) => {
    if (!Number.isFinite(height) || Math.abs(width - frame.clientWidth) > 2) return;
    const now = Date.now();
    growths = growths.filter((when) => now - when < 2000);
    if (height > frame.clientHeight) growths.push(now);
    if (growths.length < GROWTHS) frame.style.height = `${Math.max(LOWEST, Math.ceil(height))}px`;
  };
};

class Card {
  #isOpening = false;

  constructor(card) {
    this.card = card;
    this.words = card.dataset;
    this.button = card.querySelector("[data-play]");
    this.box = card.querySelector("[data-box]");
    card.querySelector("[data-without-script]")?.remove();
    this.button.hidden = false;
    this.button.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.open();
    });
    this.card.querySelector("[data-stay]").addEventListener("click", () => this.link.close());
    this.link.addEventListener("click", ({ target }) => target.closest("a") && this.link.close());
    if (this.words.learner) this.listen();
  }

  get link() {
    return this.card.querySelector("dialog");
  }

  listen() {
    const { learner, package: id, state, report } = this.words;
    this.reports = new Reports(learner, id, { state, report }, (change) => this.settled(change));
    if (this.reports.things.length) this.reports.send();
  }

  // How it stands: saved, loading, waiting for the line, or in trouble, which has a drawing beside its colour.
  say(words, { tone = "", link } = {}) {
    const status = this.card.querySelector("[data-say]");
    status.className = `saved ${tone}`;
    if (status.textContent.trim() === words && !link) return;
    const said = Object.assign(document.createElement("span"), { textContent: words });
    if (link) said.append(" ", Object.assign(document.createElement("a"), link));
    const drawing = this.card.querySelector(`template[data-tone="${tone}"]`);
    status.replaceChildren(...(drawing ? [drawing.content.cloneNode(true)] : []), said);
  }

  saySignedOut() {
    const href = `${this.words.signIn}?next=${encodeURIComponent(location.pathname)}`;
    this.say(this.words.signedOut, { tone: "waiting", link: { href, textContent: this.words.signInAgain } });
  }

  sayWaiting(answers) {
    const words = answers ? this.words.waitingAnswers.replace("{n}", answers) : this.words.waiting;
    this.say(words, { tone: "waiting" });
  }

  async settled({ waiting, signedOut, saved = [] }) {
    if (signedOut) this.saySignedOut();
    else if (waiting) this.sayWaiting(this.reports.answers);
    else if (saved.length) this.say(this.words.saved);
    const isTold = ({ kind, receipt, body }) =>
      kind === "report" && receipt === "saved" && (body.values || TELLING.test(body.statement?.verb?.id));
    if (saved.some(isTold)) await this.refresh().catch(() => {});
  }

  // How far she has got, as the server now sees it; what it means for the page around is for that page to ask.
  async refresh() {
    const response = await fetch(this.words.page, { headers: { "X-Part": "standing" } });
    if (!response.ok) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-standing]");
    const standing = this.card.querySelector("[data-standing]");
    if (!fresh || fresh.isEqualNode(standing)) return;
    standing.replaceWith(fresh);
    document.dispatchEvent(new CustomEvent("lesson:changed"));
  }

  async open() {
    if (this.#isOpening) return;
    this.#isOpening = true;
    this.button.setAttribute("aria-busy", "true");
    this.say(this.words.loading, { tone: "loading" });
    try {
      await this.start();
      this.button.hidden = true;
      this.say("");
    } catch (trouble) {
      this.box.replaceChildren();
      this.box.hidden = true;
      if (trouble.message === "signed out") this.saySignedOut();
      else if (navigator.onLine) this.say(this.words[trouble.message] ?? this.words.failed, { tone: "trouble" });
      else this.say(this.words.offline, { tone: "trouble" });
      console.warn(trouble);
    }
    this.button.removeAttribute("aria-busy");
    this.#isOpening = false;
  }

  async start() {
    this.box.hidden = false;
    const { shell, early, name: title } = this.words;
    const prepared = shell ? h5p.prepare(this.box, { shell, early, title }) : null;
    // What still waits here is part of where she stopped.
    if (this.reports?.things.length) await this.reports.send();
    const boot = await this.boot();
    // Another kind brings a module of its own, with the same two functions.
    const player = boot.player ? await import(boot.player) : h5p;
    const opened = prepared ?? player.prepare(this.box, { title, boot });
    this.fit = fitter(opened.frame);
    const states = this.reports?.states ?? [];
    const kept = this.reports?.commits.map(({ body }) => body) ?? [];
    await player.play(opened, boot, { states, kept, hear: (said) => this.hear(said, boot) });
    opened.frame.classList.add("ready");
    opened.frame.focus({ preventScroll: true });
  }

  async boot() {
    const response = await fetch(this.words.boot, { cache: "no-cache", headers: { Accept: "application/json" } });
    if (response.status === 401 || response.redirected) throw new Error("signed out");
    if (response.status === 404) throw new Error("gone");
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  }

  hear({ height, width, link, state, statement, commit }, boot) {
    if (height !== undefined) this.fit(height, width);
    if (link) this.ask(link);
    if (!this.reports || !boot.keeps) return;
    if (state) this.reports.keep(state);
    if (commit) this.reports.commit(commit);
    if (statement) this.reports.report(statement, { isUrgent: !OPENING.test(statement.verb?.id) });
  }

  // A link in the frame opens nothing by itself: she is shown where it leads, and opens it or not.
  ask(address) {
    const { protocol, host, pathname, href } = new URL(address);
    if (!/^https?:$/.test(protocol) || this.link.open) return;
    const [question, go] = this.link.querySelectorAll("[data-asks], a");
    question.textContent = question.dataset.asks.replace("{page}", (host + pathname).slice(0, 80));
    go.href = href;
    this.link.showModal();
  }
}

for (const card of document.querySelectorAll("[data-package]")) new Card(card);
