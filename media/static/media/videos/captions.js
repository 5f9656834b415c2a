// Writing captions beside the film: buttons and keys put its time where the caret stands. And how far the
// smaller copies are, looked at again every few seconds.

const desk = document.querySelector("[data-desk]");
const screen = desk.querySelector("[data-screen]");
const captions = desk.querySelector("textarea[name=captions]");
const chapters = desk.querySelector("textarea[name=chapters]");
const LENGTH = 3; // seconds, until its end is said
const LOOK = 3000;

const pad = (number, width = 2) => String(Math.floor(number)).padStart(width, "0");
const stamp = (time) => {
  const whole = Math.round(time * 1000);
  const seconds = Math.floor(whole / 1000);
  return `${pad(seconds / 3600)}:${pad((seconds / 60) % 60)}:${pad(seconds % 60)}.${pad(whole % 1000, 3)}`;
};
const short = (time) => {
  const seconds = Math.floor(time);
  const rest = `${pad((seconds / 60) % 60)}:${pad(seconds % 60)}`;
  return seconds < 3600 ? rest : `${Math.floor(seconds / 3600)}:${rest}`;
};

const insert = (area, text) => {
  area.focus();
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
};

// A new caption begins now; if the caret stands amid words, after the caption it stands in.
const begin = () => {
  if (last === chapters) return insert(chapters, `${atLineStart(chapters) ? "" : "\n"}${short(screen.currentTime)} `);
  const { value } = captions;
  const next = value.indexOf("\n\n", captions.selectionStart);
  captions.selectionStart = captions.selectionEnd = next < 0 ? value.length : next;
  const before = captions.value.slice(0, captions.selectionStart);
  const gap = !before.trim() ? (before ? "" : "WEBVTT\n\n") : before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const now = screen.currentTime;
  insert(captions, `${gap}${stamp(now)} --> ${stamp(now + LENGTH)}\n`);
};

const atLineStart = (area) => {
  const before = area.value.slice(0, area.selectionStart);
  return !before || before.endsWith("\n");
};

// The end of the caption in which the caret stands.
const end = () => {
  const upTo = captions.value.slice(0, captions.selectionStart);
  const at = upTo.lastIndexOf("-->");
  if (at < 0) return;
  const lineEnd = captions.value.indexOf("\n", at);
  const caret = captions.selectionStart;
  captions.setRangeText(` ${stamp(screen.currentTime)}`, at + 3, lineEnd < 0 ? captions.value.length : lineEnd, "preserve");
  captions.focus();
  captions.selectionStart = captions.selectionEnd = Math.min(caret, captions.value.length);
};

const deeds = {
  play: () => (screen.paused ? screen.play() : screen.pause()),
  back: () => (screen.currentTime = Math.max(0, screen.currentTime - 3)),
  begin,
  end,
};
const keys = { p: "play", b: "back", m: "begin", k: "end" };
let last = captions;

if (screen) {
  desk.querySelector("[data-keys]").hidden = false;
  for (const area of [captions, chapters]) area.addEventListener("focus", () => (last = area));
  for (const button of desk.querySelectorAll("[data-deed]")) {
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the caret stays
    button.addEventListener("click", () => deeds[button.dataset.deed]());
  }
  desk.addEventListener("keydown", (event) => {
    const deed = event.altKey && !event.ctrlKey && keys[event.key.toLowerCase()];
    if (!deed) return;
    event.preventDefault();
    deeds[deed]();
  });
}

document.getElementById("loi")?.focus();

const look = async () => {
  const state = desk.querySelector("[data-state][data-under-way]");
  if (!state) return;
  const response = await fetch(desk.dataset.stateAddress).catch(() => null);
  if (response?.ok && !response.redirected) {
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-state]");
    if (fresh) state.replaceWith(fresh);
    // The film can be played now; nothing typed is thrown away for it.
    if (fresh && !("underWay" in fresh.dataset) && !screen && !isChanged()) location.reload();
  }
  setTimeout(look, LOOK);
};
const form = desk.querySelector("form.film-desk__words");
let changed = false;
form.addEventListener("input", () => (changed = true));
const isChanged = () => changed;
setTimeout(look, LOOK);
