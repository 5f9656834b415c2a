// A lesson with script: reading to the end and ticks are saved by themselves, the place is kept.
// Without script the buttons on the page do the same.

import { Outbox, token } from "./outbox.js";

const article = document.querySelector("[data-lesson]");
const { lesson, learner, evidence, place } = article.dataset;
const words = () => article.querySelector("[data-status]").dataset;

const say = (text, { waits = false, link } = {}) => {
  for (const status of article.querySelectorAll("[data-status], [data-ticks] .saved")) {
    status.textContent = text;
    status.classList.toggle("waiting", waits);
    if (link) status.append(" ", Object.assign(document.createElement("a"), link));
  }
};

// The end of the page as the server now sees it: what is left to do, and the one main action.
const refresh = async () => {
  const response = await fetch(location.pathname, { headers: { "X-Part": "end" } });
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const part of ["[data-to-do]", ".dock"]) {
    article.querySelector(part)?.replaceWith(fresh.querySelector(part) ?? "");
  }
};

const settled = async ({ waiting, signedOut, saved }) => {
  if (saved?.some((report) => Number(lesson) === report.lesson)) await refresh().catch(() => {});
  if (signedOut) {
    const here = encodeURIComponent(location.pathname);
    const link = { href: `${words().signIn}?next=${here}`, textContent: words().signInAgain };
    say(words().signedOut, { waits: true, link });
  } else if (waiting) say(words().waiting.replace("{n}", waiting), { waits: true });
  else if (saved?.length) say(words().saved);
};

const watchEnd = (outbox) => {
  const form = article.querySelector("[data-mark=read]");
  const end = article.querySelector("[data-end]");
  if (!form || !end) return;
  const watcher = new IntersectionObserver(([entry]) => {
    if (!entry.isIntersecting && entry.boundingClientRect.top > 0) return;
    watcher.disconnect();
    outbox.add({ kind: "read", lesson: Number(lesson) });
  });
  watcher.observe(end);
};

const watchTicks = (outbox) => {
  for (const form of article.querySelectorAll("[data-ticks]")) {
    form.querySelector("[data-save]").hidden = true;
    form.addEventListener("change", ({ target }) => {
      const kind = target.checked ? "ticked" : "unticked";
      outbox.add({ kind, lesson: Number(lesson), item: target.value });
    });
  }
};

// The first block still on the screen is where she is reading.
const keepPlace = () => {
  const blocks = [...article.querySelectorAll(".prose [id^='b-']")];
  let kept = location.hash.slice(1);
  const send = () => {
    const here = blocks.find((block) => block.getBoundingClientRect().bottom > 80)?.id ?? "";
    if (here === kept || scrollY < 80) return;
    kept = here;
    const form = new FormData();
    form.append("csrfmiddlewaretoken", token());
    form.append("lesson", lesson);
    form.append("anchor", here);
    form.append("at", new Date().toISOString());
    navigator.sendBeacon(place, form);
  };
  document.addEventListener("visibilitychange", send);
  addEventListener("pagehide", send);
  setInterval(send, 15_000);
};

if (learner) {
  const outbox = new Outbox(learner, evidence, settled);
  watchEnd(outbox);
  watchTicks(outbox);
  keepPlace();
  // A film or other content of the lesson has said something that may finish it.
  document.addEventListener("lesson:changed", () => refresh().catch(() => {}));
}
