// Sends a file piece by piece: a dropped line costs one piece, a reloaded page nothing but choosing the file
// again. Without script the same form sends it whole.

import { token } from "../../portal/js/outbox.js";

const form = document.querySelector("[data-send]");
const { dataset } = form;
const field = form.querySelector("input[type=file]");
const box = form.querySelector("[data-progress]");
const bar = box.querySelector("progress");
const done = box.querySelector("[data-done]");
const status = form.querySelector("[data-say]");
const refused = form.querySelector("[data-refused]");
const button = form.querySelector("button[type=submit]");
const MB = 1024 * 1024;
const PAUSES = [1000, 2000, 5000, 10_000, 20_000];

const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const say = (text) => (status.textContent = text);

// Until the line is back, or for a while.
const line = (milliseconds) =>
  Promise.race([
    pause(milliseconds),
    new Promise((done) => addEventListener("online", () => done(), { once: true })),
  ]);

class SignedOut extends Error {}
class Refused extends Error {}

const ask = async (address, options = {}) => {
  const response = await fetch(address, {
    ...options,
    redirect: "manual",
    // The token as it is now: she may have signed in again in another tab.
    headers: { "X-CSRFToken": token(), "X-Requested-With": "XMLHttpRequest", ...options.headers },
  });
  if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) throw new SignedOut();
  return response;
};

const announced = async (file) => {
  const body = JSON.stringify({ name: file.name, size: file.size });
  const response = await ask(dataset.send, { method: "POST", body, headers: { "Content-Type": "application/json" } });
  const told = await response.json();
  if (!response.ok) throw new Refused(told.error);
  return told;
};

const show = (sent, all) => {
  const percent = all ? Math.floor((100 * sent) / all) : 0;
  bar.value = percent;
  done.textContent = dataset.sent
    .replace("{percent}", percent)
    .replace("{done}", number.format(sent / MB))
    .replace("{all}", number.format(all / MB));
  say("");
};

const refuse = (text) => {
  box.hidden = true;
  say("");
  refused.querySelector("[data-why]").textContent = text;
  refused.hidden = false;
};

// Where the server stands; it alone knows what arrived before the line broke.
const standing = async (address) => {
  const response = await ask(address, { method: "HEAD", cache: "no-store" });
  if (!response.ok) throw new Refused(dataset.broken);
  return Number(response.headers.get("Upload-Offset"));
};

const sendPieces = async (file, { address, offset, piece }) => {
  let failed = 0;
  show(offset, file.size);
  while (offset < file.size) {
    try {
      const response = await ask(address, {
        method: "PATCH",
        body: file.slice(offset, offset + piece),
        headers: { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) },
      });
      if (response.status === 404) throw new Refused(dataset.broken);
      if (response.status !== 204 && response.status !== 409) throw new Error(String(response.status));
      offset = Number(response.headers.get("Upload-Offset"));
      failed = 0;
      show(offset, file.size);
    } catch (reason) {
      if (reason instanceof SignedOut || reason instanceof Refused) throw reason;
      say(dataset.waiting);
      await line(PAUSES[Math.min(failed++, PAUSES.length - 1)]);
      offset = await standing(address).catch((again) => {
        if (again instanceof SignedOut || again instanceof Refused) throw again;
        return offset;
      });
    }
  }
};

const finished = async (address) => {
  say(dataset.looking);
  const response = await ask(address, { method: "POST" });
  const told = await response.json();
  if (!response.ok) throw new Refused(told.error);
  return told.address;
};

let isSending = false;
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (isSending) return;
  refused.hidden = true;
  const [file] = field.files;
  if (!file) return refuse(dataset.noFile);
  isSending = true;
  box.hidden = false;
  button.hidden = true;
  try {
    const told = await announced(file);
    await sendPieces(file, told);
    location.assign(await finished(told.finish));
  } catch (reason) {
    if (reason instanceof SignedOut) refuse(dataset.signedOut);
    else refuse(reason instanceof Refused ? reason.message : dataset.broken);
    isSending = false;
    button.hidden = false;
    button.focus();
  }
});

addEventListener("beforeunload", (event) => isSending && bar.value < 100 && event.preventDefault());
