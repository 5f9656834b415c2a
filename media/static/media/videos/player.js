// Film and sound: nothing is loaded before it is wanted; then the browser's own player, with quality, speed,
// chapters and the place where she left it. What was really played is told to the server, through an outbox
// that waits for the line.

import { freshId, Outbox, post } from "../../portal/js/outbox.js";

const BEAT = 15_000;
const MOST_SPANS = 150; // of one report
const AGAIN = 10_000; // between two tries to get fresh addresses
const NEAR = 0.5;
const PATIENCE = 10_000; // until a film that stands still is said to wait for the line

// --- What waits for the line: one outbox for all films of the page -----------------------------------------

const films = new Map(); // by the address that takes their reports

const sendAll = async (reports) => {
  const settled = [];
  let last = {};
  for (const address of new Set(reports.map((report) => report.address))) {
    const hers = reports.filter((report) => report.address === address);
    const answer = await post(address, hers.map(({ id, spans, place, at }) => ({ id, spans, place, at })));
    if (answer.gone) settled.push(...hers.map(({ id }) => id)); // a lesson that she follows no more
    else if (answer.receipts) {
      settled.push(...Object.keys(answer.receipts));
      films.get(address)?.hear(answer);
    } else last = answer;
  }
  return settled.length ? { ...last, settled } : last;
};

let outbox;
const outboxOf = (learner) => {
  outbox ??= new Outbox(`film:${learner}:`, sendAll, ({ waiting, signedOut }) => {
    for (const film of films.values()) film.tellWaiting(waiting, signedOut);
  });
  return outbox;
};

// --- Stretches that were really played -----------------------------------------------------------------------

// Playing on makes a stretch longer; a seek ends it. Speed does not matter: it is the film's own time.
class Stretches {
  #done = [];
  #open = null;

  at(time) {
    if (!this.#open) this.#open = [time, time];
    else if (time >= this.#open[1]) this.#open[1] = time;
    else this.cut();
  }

  cut() {
    if (this.#open && this.#open[1] > this.#open[0]) this.#done.push(this.#open);
    this.#open = null;
  }

  // What has not been told yet; what is being played goes on from where it is.
  take() {
    const now = this.#open?.[1];
    this.cut();
    if (now !== undefined) this.#open = [now, now];
    return this.#done.splice(0, MOST_SPANS).map((pair) => pair.map((time) => Math.round(time * 100) / 100));
  }
}

// --- One film ----------------------------------------------------------------------------------------------

class Film {
  constructor(section) {
    this.section = section;
    this.screen = section.querySelector(".film-screen");
    this.quality = section.querySelector("[data-quality]");
    this.speed = section.querySelector("[data-speed]");
    this.opener = section.querySelector("[data-open]");
    this.length = Number(section.dataset.length);
    this.place = Number(section.dataset.place);
    this.stretches = new Stretches();
    this.isOpen = false;
    this.renewedAt = 0;
    this.told = 0;
    if (section.dataset.learner) {
      this.outbox = outboxOf(section.dataset.learner);
      films.set(section.dataset.watched, this);
      this.#goOnFromWhatWaits();
    }
    this.#choose();
    this.#prepare();
  }

  // A place that has not been sent yet is later than the one that the page knows.
  #goOnFromWhatWaits() {
    const waiting = this.outbox.things.filter(({ address }) => address === this.section.dataset.watched);
    this.place = waiting.at(-1)?.place ?? this.place;
  }

  // The larger picture on a good line alone; everywhere else the smallest, and beside it sound alone, which
  // costs a fifth. It is offered, never chosen for her: what is shown may be what the lesson is about.
  #choose() {
    const ways = [...this.quality.options];
    const plays = (way) => this.screen.canPlayType(way.dataset.type) !== "";
    for (const way of ways) if (!plays(way) && ways.some(plays)) way.remove();
    const line = navigator.connection;
    const isGood = line && !line.saveData && line.effectiveType === "4g" && (line.downlink ?? 0) >= 2;
    const pictures = [...this.quality.options].filter((way) => "picture" in way.dataset);
    // Two kinds of sound are one choice: the first that this browser plays.
    const [sound, ...others] = [...this.quality.options].filter((way) => !("picture" in way.dataset));
    for (const way of others) way.remove();
    const chosen = (isGood ? pictures.at(-1) : pictures[0]) ?? this.quality.options[0];
    this.quality.value = chosen.value;
    if (sound && pictures.length && !isGood) this.#offer(sound);
  }

  #offer(sound) {
    this.listen = this.section.querySelector("[data-listen]");
    this.listen.querySelector("[data-listen-size]").textContent = sound.dataset.size;
    this.listen.hidden = false;
    this.listen.addEventListener("click", () => {
      this.quality.value = sound.value;
      this.open();
    });
  }

  #prepare() {
    this.screen.controls = false;
    if (this.section.classList.contains("sound")) this.screen.hidden = true;
    this.opener.hidden = false;
    this.opener.addEventListener("click", () => this.open());
    this.#tellSize();
    const controls = this.section.querySelector("[data-controls]");
    controls.hidden = false;
    this.quality.addEventListener("change", () => (this.isOpen ? this.#load(true) : this.#tellSize()));
    this.speed.addEventListener("change", () => (this.screen.playbackRate = Number(this.speed.value)));
    for (const button of this.section.querySelectorAll("[data-skip]")) {
      button.addEventListener("click", () => this.skip(Number(button.dataset.skip)));
    }
    for (const list of this.section.querySelectorAll("[data-chapters]")) list.hidden = false;
    for (const button of this.section.querySelectorAll("[data-chapter]")) {
      button.addEventListener("click", () => this.open(Number(button.dataset.chapter)));
    }
    this.captions = this.section.querySelector("[data-captions]");
    this.captions?.addEventListener("click", () => this.#showCaptions(this.captions.ariaPressed !== "true"));
    this.section.addEventListener("keydown", (event) => this.#press(event));
    this.#listen();
  }

  get #way() {
    return this.quality.selectedOptions[0];
  }

  #tellSize() {
    this.section.querySelector("[data-size]").textContent = this.#way.dataset.size;
  }

  #listen() {
    const { screen } = this;
    screen.addEventListener("timeupdate", () => {
      this.#mark();
      this.#markChapter();
    });
    screen.addEventListener("seeking", () => this.stretches.cut());
    screen.addEventListener("seeked", () => {
      if (!this.#isLoading) this.place = screen.currentTime;
    });
    screen.addEventListener("waiting", () => this.#wait());
    screen.addEventListener("playing", () => {
      this.#goOn();
      this.#mark(); // a browser tells the time four times a second; what is played begins here
    });
    screen.addEventListener("pause", () => {
      this.#goOn();
      this.report();
    });
    screen.addEventListener("ended", () => {
      // A copy may be some hundredths shorter than what its author sent.
      this.stretches.at(Math.max(screen.currentTime, this.length));
      this.report();
    });
    screen.addEventListener("error", () => this.#renew(), true);
    screen.addEventListener("playing", () => this.say(""));
    setInterval(() => !screen.paused && this.report(), BEAT);
    addEventListener("pagehide", () => this.report());
    document.addEventListener("visibilitychange", () => document.hidden && this.report());
  }

  #isLoading = false;
  #isSlow = false;
  #waiting;

  // The first tap: the player comes forth and plays, from where she left it or from a chapter.
  open(from = this.isOpen ? undefined : this.place) {
    if (this.isOpen) {
      if (from !== undefined) this.screen.currentTime = from;
      this.screen.play().catch(() => {});
      return;
    }
    this.isOpen = true;
    this.opener.hidden = true;
    if (this.listen) this.listen.hidden = true;
    this.say("");
    this.screen.hidden = false;
    this.screen.controls = true;
    this.#showCaptions(true);
    this.place = from > NEAR && from < this.length - NEAR ? from : 0;
    this.#load(true);
    this.screen.focus();
  }

  // Another copy, or the same under a fresh address: goes on where it was.
  #load(plays) {
    const { screen, speed } = this;
    const at = screen.readyState ? screen.currentTime : this.place;
    if (screen.readyState) this.#mark();
    this.stretches.cut();
    this.#isLoading = true;
    screen.src = this.#way.dataset.src;
    screen.onloadedmetadata = () => {
      screen.playbackRate = Number(speed.value);
      if (at > 0) screen.currentTime = at;
      this.#isLoading = false;
    };
    screen.load();
    if (plays) screen.play().catch(() => {});
  }

  // Addresses run out after some hours: the lesson itself is asked for fresh ones.
  async #renew() {
    if (!this.isOpen || !this.screen.error) return;
    const at = this.screen.currentTime || this.place;
    if (Date.now() - this.renewedAt < AGAIN) return this.#lose(at);
    this.renewedAt = Date.now();
    const response = await fetch(location.pathname).catch(() => null);
    if (!response?.ok) return this.#lose(at);
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    const same = fresh.querySelector(`[data-film="${this.section.dataset.film}"]`);
    if (!same) return this.#lose(at);
    for (const way of this.quality.options) {
      const found = [...same.querySelectorAll("option[data-src]")].find(({ value }) => value === way.value);
      if (found) way.dataset.src = found.dataset.src;
    }
    const [track, freshTrack] = [this.section.querySelector("track"), same.querySelector("track")];
    if (track && freshTrack) track.src = freshTrack.getAttribute("src");
    this.place = at;
    this.#load(true);
  }

  #mark() {
    if (!this.screen.seeking && !this.#isLoading) this.stretches.at(this.screen.currentTime);
  }

  // It cannot be loaded: the button is there again, and what is said can be read.
  #lose(at) {
    this.#goOn();
    this.report();
    this.isOpen = false;
    this.place = at;
    this.screen.controls = false;
    this.screen.hidden = this.section.classList.contains("sound");
    this.opener.hidden = false;
    if (this.listen) this.listen.hidden = false;
    const words = this.section.querySelector("[data-words]");
    if (words) words.open = true;
    this.say(this.section.dataset.lost);
    this.opener.focus();
  }

  #wait() {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      this.#isSlow = true;
      this.say(this.section.dataset.slow);
    }, PATIENCE);
  }

  #goOn() {
    clearTimeout(this.#waiting);
    if (this.#isSlow) this.say("");
    this.#isSlow = false;
  }

  #showCaptions(shown) {
    const [track] = this.screen.textTracks ?? [];
    if (track) track.mode = shown ? "showing" : "hidden";
    if (this.captions) this.captions.ariaPressed = String(shown);
  }

  #markChapter() {
    const buttons = [...this.section.querySelectorAll("[data-chapter]")];
    const now = buttons.findLast((one) => Number(one.dataset.chapter) <= this.screen.currentTime + NEAR);
    for (const button of buttons) button.toggleAttribute("aria-current", button === now);
  }

  skip(seconds) {
    if (!this.isOpen) return this.open();
    this.screen.currentTime = Math.min(Math.max(0, this.screen.currentTime + seconds), this.length);
  }

  #press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("select, input, summary")) return;
    const deeds = {
      k: () => (this.screen.paused ? this.open() : this.screen.pause()),
      j: () => this.skip(-10),
      l: () => this.skip(10),
      c: () => this.captions?.click(),
    };
    const deed = deeds[event.key.toLowerCase()];
    if (!deed) return;
    event.preventDefault();
    deed();
  }

  // What was played since the last time, and where she is.
  report() {
    if (!this.outbox || !this.isOpen || this.#isLoading) return;
    if (!this.screen.seeking) this.stretches.at(this.screen.currentTime);
    const spans = this.stretches.take();
    if (!spans.length) return;
    const at = new Date().toISOString();
    const place = Math.round(this.screen.currentTime * 100) / 100;
    this.outbox.put(freshId(), { address: this.section.dataset.watched, spans, place, at });
    this.outbox.send();
  }

  hear({ percent }) {
    const seen = this.section.querySelector("[data-seen]");
    if (!seen || percent === undefined) return;
    seen.textContent = this.section.dataset.seenText.replace("{percent}", percent);
    const least = Number(this.section.dataset.least ?? Infinity);
    const reaches = this.told < least && percent >= least;
    this.told = percent;
    if (reaches || (this.screen.paused && this.section.dataset.least)) this.#refreshLesson();
  }

  #refreshLesson() {
    document.dispatchEvent(new CustomEvent("lesson:changed"));
  }

  tellWaiting(waiting, signedOut) {
    const { dataset } = this.section;
    if (this.isOpen) this.say(signedOut ? dataset.signedOut : waiting ? dataset.waiting : "");
  }

  say(text) {
    this.section.querySelector("[data-say]").textContent = text;
  }
}

for (const section of document.querySelectorAll("[data-film]")) new Film(section);
