// Answers for the site when there is no network: with one page that says so, and nothing personal.
const CACHE = "shell-{{ version }}";
const OFFLINE = "{{ offline }}";
const KEPT = [OFFLINE, "{{ style }}"];

addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT)).then(() => skipWaiting()));
});

async function takeOver() {
  for (const name of await caches.keys()) if (name.startsWith("shell-") && name !== CACHE) await caches.delete(name);
  // Lets the browser ask for the page while this worker is still waking up.
  await registration.navigationPreload?.enable();
  await clients.claim();
}
addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function page(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (await caches.match(OFFLINE)) ?? Response.error();
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  // A form that cannot be sent stays in the browser's own hands: it alone can send it again.
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (KEPT.includes(new URL(request.url).pathname)) event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
});

// What the site pushes is shown at once; two about the same thing replace each other.
addEventListener("push", (event) => {
  const told = event.data?.json() ?? {};
  const shown = { body: told.body, tag: told.tag, icon: "{{ icon }}", lang: "vi", data: { address: told.address } };
  event.waitUntil(registration.showNotification(told.title ?? "Lớp Chi bộ", shown));
});

// A tap leads to what it is about, on this site and nowhere else, in a window that is open already if there is one.
async function lead(address) {
  const where = new URL(address ?? "/", location.origin);
  const goal = where.origin === location.origin ? where.href : location.origin;
  for (const client of await clients.matchAll({ type: "window" })) {
    if (client.url === goal) return client.focus();
  }
  return clients.openWindow(goal);
}
addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(lead(event.notification.data?.address));
});
