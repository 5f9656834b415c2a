// SCORM content, part by part, each in a frame that can reach nothing. The run-time (scorm-again) is here, in the
// page around the frame; our script in the frame's own pages speaks to it. What the content says of its learner
// goes to the server on a beat, whenever a status or a score changes, at the end, and when the page is left.

const BEAT = 20_000;
const APART = 3_000; // between two reports of what changes often
const LAST_WORDS = 400; // for what content says as its page goes
const MANY = 5_000; // messages of the frame in a second; each value that is set takes two
const MARK = "scorm:";

const MODELS = {
  1.2: {
    make: ({ Scorm12API }) => new Scorm12API({ autocommit: false, autoCompleteLessonStatus: true, logLevel: 5 }),
    begins: "LMSInitialize",
    ends: "LMSFinish",
    sets: "LMSSetValue",
    commits: "LMSCommit",
    total: "cmi.core.total_time",
    status: ["cmi.core.lesson_status", "cmi.core.score.raw"],
    fixed: ["cmi._version", "cmi.core._children", "cmi.core.score._children", "cmi.student_data._children", "cmi.student_preference._children", "cmi.interactions._children", "cmi.interactions._count", "cmi.objectives._children", "cmi.objectives._count"],
    given: ({ mastery, data, time, timeout }, { id, name }) => ({
      "cmi.core.student_id": id,
      "cmi.core.student_name": name,
      "cmi.core.credit": "credit",
      "cmi.launch_data": data,
      "cmi.student_data.mastery_score": mastery ?? "",
      "cmi.student_data.max_time_allowed": time,
      "cmi.student_data.time_limit_action": timeout,
    }),
    fresh: { "cmi.core.entry": "ab-initio", "cmi.core.total_time": "0000:00:00" },
    unset: { "cmi.core.lesson_status": "not attempted" },
    isDone: (values, isFinished) => {
      const status = values["cmi.core.lesson_status"];
      return ["passed", "completed"].includes(status) || (isFinished && ["", "not attempted"].includes(status));
    },
  },
  2004: {
    make: ({ Scorm2004API }) => new Scorm2004API({ autocommit: false, logLevel: 5 }),
    begins: "Initialize",
    ends: "Terminate",
    sets: "SetValue",
    commits: "Commit",
    total: "cmi.total_time",
    status: ["cmi.completion_status", "cmi.success_status", "cmi.score.scaled", "cmi.score.raw"],
    fixed: ["cmi._version", "cmi.score._children", "cmi.learner_preference._children", "cmi.interactions._children", "cmi.interactions._count", "cmi.objectives._children", "cmi.objectives._count", "cmi.comments_from_learner._count", "cmi.comments_from_lms._count"],
    given: ({ mastery, threshold, data, time, timeout }, { id, name }) => ({
      "cmi.learner_id": id,
      "cmi.learner_name": name,
      "cmi.credit": "credit",
      "cmi.mode": "normal",
      "cmi.launch_data": data,
      "cmi.scaled_passing_score": mastery ?? "",
      "cmi.completion_threshold": threshold ?? "",
      "cmi.max_time_allowed": time,
      "cmi.time_limit_action": timeout,
    }),
    fresh: { "cmi.entry": "ab-initio", "cmi.total_time": "PT0S" },
    unset: {},
    isDone: (values, isFinished) => {
      const status = values["cmi.completion_status"];
      const isThrough = status === "completed" || (isFinished && ["", "unknown", "not attempted"].includes(status));
      return isThrough && values["cmi.success_status"] !== "failed";
    },
  },
};

const made = (tag, more = {}, ...inside) => {
  const element = Object.assign(document.createElement(tag), more);
  element.append(...inside);
  return element;
};

const textsOf = (values) =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => typeof value === "string" || typeof value === "number")
      .map(([name, value]) => [name, String(value)]),
  );

// One opening of one part: the run-time, its frame, and what is reported of it.
class Sitting {
  #timer;
  #last = 0;
  #isDirty = false;
  #isFinished = false;
  #told = "";

  constructor({ part, boot, libraries, model, report, says, isOver }) {
    Object.assign(this, { part, boot, model, report, says, isOver });
    this.api = model.make(libraries.runtime);
    const known = part.begun ? part.values : model.fresh;
    this.total = known[model.total] ?? model.fresh[model.total];
    const start = { ...model.given(part, boot.learner), ...known };
    this.api.loadFromFlattenedJSON(Object.fromEntries(Object.entries(start).filter(([, value]) => value !== "")));
    this.#listen();
    // An opaque origin cannot be named: messages go to and come from "*", and only this frame is listened to.
    this.guard = (event) => this.#guard(event);
    addEventListener("message", this.guard);
    const warn = console.warn;
    console.warn = () => {};
    this.bridge = new libraries.bridge.CrossFrameLMS(this.api, "*", { rateLimit: MANY });
    console.warn = warn;
    this.frame = this.#makeFrame();
    this.beat = setInterval(() => this.tell(), BEAT);
    this.#told = this.#statusOf();
  }

  get values() {
    return { ...textsOf(this.api.getFlattenedCMI()), [this.model.total]: this.total };
  }

  get isDone() {
    return this.model.isDone(this.values, this.#isFinished);
  }

  #makeFrame() {
    const frame = made("iframe", { title: this.part.title, className: "package-frame scorm-frame ready" });
    frame.sandbox = "allow-scripts allow-forms";
    frame.allow = "fullscreen";
    // What the content may ask before any message has travelled.
    frame.name = MARK + JSON.stringify({ ...this.#fixed(), ...this.values, ...this.#unset() });
    frame.src = this.boot.media + this.part.address;
    frame.addEventListener("load", () => this.#seen());
    return frame;
  }

  #fixed() {
    const found = {};
    for (const name of this.model.fixed) {
      try {
        found[name] = String(this.api.getCMIValue(name) ?? "");
      } catch {
        // The run-time has no such list.
      }
    }
    return found;
  }

  #unset() {
    return Object.fromEntries(Object.entries(this.model.unset).filter(([name]) => !this.values[name]));
  }

  // A page that reports nothing is done once it has been seen.
  #seen() {
    if (this.part.reports || this.#isFinished) return;
    this.#isFinished = true;
    this.tell({ isUrgent: true });
    this.isOver(this);
  }

  #listen() {
    const { begins, ends, sets, commits } = this.model;
    this.api.on(begins, () => {
      // scorm-again 3.4.3 takes the status it has set itself for one that the content has set.
      if (this.api.cmi.core?.lesson_status === "not attempted") this.api.statusSetByModule = false;
      this.#isDirty = true;
    });
    this.api.on(sets, () => {
      this.#isDirty = true;
      queueMicrotask(() => this.#statusOf() !== this.#told && this.#soon());
    });
    this.api.on(commits, () => this.#soon());
    this.api.on(ends, () => {
      this.#isFinished = true;
      this.#isDirty = true;
      this.tell({ isUrgent: true });
      this.isOver(this);
    });
  }

  #statusOf() {
    const { values } = this;
    return this.model.status.map((name) => values[name]).join("|");
  }

  #isOurs(source) {
    for (let from = source; from; from = from.parent) {
      if (from === this.frame?.contentWindow) return true;
      if (from === from.parent) return false;
    }
    return false;
  }

  #guard(event) {
    const { data, source } = event;
    if (typeof data !== "object" || data === null) return;
    const isOurs = this.#isOurs(source);
    if (data.messageId && data.method && !isOurs) event.stopImmediatePropagation();
    if (!isOurs || data.scorm !== true) return;
    if (typeof data.says === "string") this.says("says", data.says);
    if (typeof data.asks === "string") this.says("agreed", data.asks);
    if (data.leaves === true) this.isOver(this);
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.tell(), Math.max(0, this.#last + APART - Date.now()));
  }

  tell({ isUrgent = false } = {}) {
    clearTimeout(this.#timer);
    if (!this.#isDirty && !isUrgent) return;
    this.#isDirty = false;
    this.#last = Date.now();
    this.#told = this.#statusOf();
    this.report({ part: this.part.id, values: this.values, finished: this.#isFinished });
  }

  // The content is let go first: many say their last only then.
  async close({ isForgotten = false } = {}) {
    clearInterval(this.beat);
    this.frame.src = "about:blank";
    await new Promise((ready) => setTimeout(ready, LAST_WORDS));
    clearTimeout(this.#timer);
    if (!isForgotten) this.tell();
    this.bridge.destroy();
    removeEventListener("message", this.guard);
    this.frame.remove();
    const { values, isDone } = this;
    this.part.done ||= isDone;
    this.part.begun = true;
    this.part.values = resumed(values, this.model);
  }
}

// As the server does when the page is opened anew: what was this sitting's is now what came before.
const resumed = (values, { total }) => {
  const prefix = total.replace("total_time", "");
  const { [`${prefix}session_time`]: spent, [`${prefix}exit`]: exit, ...kept } = values;
  return { ...kept, [total]: added(values[total], spent), [`${prefix}entry`]: exit === "suspend" ? "resume" : "" };
};

const CLOCK = /^(\d+):(\d+):(\d+)/;
const SPAN = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/;
const seconds = (text = "") => {
  const clock = CLOCK.exec(text);
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const [, days = 0, hours = 0, minutes = 0, rest = 0] = SPAN.exec(text) ?? [];
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(rest);
};
const added = (before, spent) => {
  const all = seconds(before) + seconds(spent);
  const [hours, minutes, rest] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  if (!CLOCK.test(before)) return `PT${hours}H${minutes}M${rest}S`;
  const two = (number) => String(number).padStart(2, "0");
  return `${String(hours).padStart(4, "0")}:${two(minutes)}:${two(rest)}`;
};

// The parts, where she stands in each, and the way from one to the next.
class Course {
  #isTurning = false;

  constructor(box, boot, libraries, report, begin) {
    Object.assign(this, { box, boot, libraries, report, begin });
    this.words = boot.words;
    this.model = MODELS[boot.version];
    this.parts = boot.parts;
    this.place = made("div", { className: "scorm-place" });
    this.status = made("p", { className: "scorm-says" });
    this.status.setAttribute("role", "status");
    this.whole = made("div", { className: "scorm" }, this.#list(), this.place, this.#bar(), this.status);
    box.replaceChildren(this.whole);
    addEventListener("pagehide", () => this.sitting?.tell());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.sitting?.tell());
  }

  #list() {
    const list = made("ol", { className: "scorm-parts" });
    this.buttons = this.parts.map((part) => {
      const button = made("button", { type: "button", className: "scorm-part" });
      button.addEventListener("click", () => this.turnTo(part));
      if (part.listed) list.append(made("li", {}, button));
      return button;
    });
    const nav = made("nav", { className: "scorm-list", hidden: this.parts.length < 2 }, list);
    nav.setAttribute("aria-label", this.words.parts);
    return nav;
  }

  #bar() {
    const button = (words, act) => {
      const one = made("button", { type: "button", className: "button quiet small", textContent: words });
      one.addEventListener("click", act);
      return one;
    };
    this.previous = button(this.words.previous, () => this.step(-1));
    this.next = button(this.words.next, () => this.step(1));
    this.anew = button(this.words.anew, () => this.beginAnew());
    this.screen = button(this.words.whole, () => this.toggleScreen());
    document.addEventListener("fullscreenchange", () => this.nameScreen(document.fullscreenElement));
    return made("p", { className: "scorm-bar" }, this.previous, this.next, this.screen, this.anew);
  }

  toggleScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (document.fullscreenEnabled) this.whole.requestFullscreen().catch(() => {});
    else this.nameScreen(this.whole.classList.toggle("covers"));
  }

  nameScreen(isWhole) {
    this.screen.textContent = isWhole ? this.words.leave : this.words.whole;
  }

  say(kind, text = "") {
    this.status.textContent = (this.words[kind] ?? kind).replace("{text}", text);
  }

  lockedBy(part) {
    return part.after.map((id) => this.parts.find((one) => one.id === id)).filter((one) => one && !one.done);
  }

  start() {
    const open = this.parts.filter((part) => !this.lockedBy(part).length);
    return this.turnTo(open.find((part) => !part.done) ?? open[0] ?? this.parts[0]);
  }

  step(by) {
    const next = this.parts[this.parts.indexOf(this.sitting.part) + by];
    return next && this.turnTo(next);
  }

  async turnTo(part) {
    const locks = this.lockedBy(part);
    if (locks.length) return this.say(this.words.locked.replace("{parts}", locks.map(({ title }) => title).join(", ")));
    if (this.#isTurning || this.sitting?.part === part) return;
    this.#isTurning = true;
    await this.sitting?.close();
    this.say("");
    this.open(part);
    this.#isTurning = false;
  }

  open(part) {
    this.sitting = new Sitting({
      part,
      boot: this.boot,
      libraries: this.libraries,
      model: this.model,
      report: this.report,
      says: (kind, text) => this.say(kind, text),
      isOver: (sitting) => this.isOver(sitting),
    });
    this.place.replaceChildren(this.sitting.frame);
    this.show();
  }

  isOver({ part, isDone }) {
    part.done ||= isDone;
    part.begun = true;
    if (part.reports) this.say("finished");
    this.show();
  }

  async beginAnew() {
    const { part } = this.sitting;
    if (!confirm(this.words.sure)) return;
    await this.sitting.close({ isForgotten: true });
    Object.assign(part, { values: {}, begun: false });
    this.begin(part);
    this.open(part);
  }

  show() {
    const { part } = this.sitting;
    const at = this.parts.indexOf(part);
    this.parts.forEach((one, number) => {
      const button = this.buttons[number];
      const locks = this.lockedBy(one);
      const told = one.done ? this.words.done : one.begun || one === part ? this.words.begun : "";
      const why = locks.length ? this.words.locked.replace("{parts}", locks.map(({ title }) => title).join(", ")) : told;
      button.replaceChildren(made("span", { textContent: one.title }), made("small", { textContent: why }));
      if (one === part) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    });
    this.previous.hidden = at === 0;
    this.next.hidden = at === this.parts.length - 1;
    this.next.classList.toggle("quiet", !part.done);
    this.anew.hidden = !part.begun;
  }
}

export const prepare = (box, { title }) => {
  const frame = made("iframe", { title, className: "package-frame" });
  return { frame, box };
};

export const play = async (opened, boot, { kept = [], hear }) => {
  const [runtime, bridge] = await Promise.all([import(boot.runtime), import(boot.bridge)]);
  // What this device has not been able to send yet is newer than what the server told.
  for (const { part: id, values, finished } of kept) {
    const part = boot.parts.find((one) => one.id === id);
    if (!part || !values) continue;
    const model = MODELS[boot.version];
    Object.assign(part, { values: resumed(values, model), begun: true, done: part.done || model.isDone(values, finished) });
  }
  const report = (commit) => hear({ commit });
  const begin = (part) => hear({ state: { part: part.id, data_type: "cmi", data: null, preload: true } });
  const course = new Course(opened.box, boot, { runtime, bridge }, report, begin);
  await course.start();
  opened.frame = course.sitting.frame;
};
