// Switches notices on for this browser. Without script, or where a browser has no push, the page says so.

import { token } from "../../portal/js/outbox.js";

const part = document.querySelector("[data-push]");
const button = part.querySelector("button");

// Whose the subscription of this browser is: somebody else who signs in here is asked anew.
const MINE = "push:whose";

const show = (state, { offers }) => {
  for (const one of part.querySelectorAll("[data-push-state]")) one.hidden = one.dataset.pushState !== state;
  button.hidden = !offers;
};

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const same = (key, other) => key && new Uint8Array(key).every((byte, place) => byte === other[place]);

// The server is told at each visit: after a new sign-in or a new password the device would else be silent.
async function keep(subscription) {
  const { endpoint, keys } = subscription.toJSON();
  const answer = await fetch(part.dataset.address, {
    method: "POST",
    headers: { "X-CSRFToken": token() },
    body: new URLSearchParams({ endpoint, p256dh: keys.p256dh, auth: keys.auth }),
  });
  if (!answer.ok) throw new Error(`not kept: ${answer.status}`);
}

async function subscribed(manager) {
  const key = bytes(part.dataset.push);
  const known = await manager.getSubscription();
  // Made for a key that the site no longer has.
  if (known && !same(known.options.applicationServerKey, key)) await known.unsubscribe();
  else if (known) return known;
  return manager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

async function turnOn({ pushManager }) {
  try {
    const subscription = await subscribed(pushManager);
    try {
      await keep(subscription);
    } catch (failure) {
      await subscription.unsubscribe();
      throw failure;
    }
    localStorage.setItem(MINE, part.dataset.whose);
    location.reload();
  } catch {
    show(Notification.permission === "denied" ? "denied" : "failed", { offers: Notification.permission !== "denied" });
  }
}

async function begin() {
  const { pushManager } = await navigator.serviceWorker.ready;
  const known = await pushManager.getSubscription();
  const off = document.querySelector("form[data-push-off]");
  off?.addEventListener("submit", () => {
    localStorage.removeItem(MINE);
    known?.unsubscribe();
  });
  if (Notification.permission === "denied") show("denied", { offers: false });
  else if (known && off) {
    show("", { offers: false });
    keep(known).catch(() => {});
  } else if (known && localStorage.getItem(MINE) === part.dataset.whose) await turnOn({ pushManager });
  else show("off", { offers: true });
  button.addEventListener("click", () => turnOn({ pushManager }));
}

if ("PushManager" in window && "serviceWorker" in navigator && "Notification" in window) begin();
