// The chair's notes, in a hall that may have no line: what is typed is kept on this device until the server has it.

const form = document.querySelector("[data-notes]");
const status = form.querySelector("[data-status]");
const { notes: key, version, typed: isFromTyping } = form.dataset;

const texts = () => Object.fromEntries([...form.querySelectorAll("textarea")].map((box) => [box.name, box.value]));

const stored = {
  get: () => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  },
  put: (thing) => {
    try {
      localStorage.setItem(key, JSON.stringify(thing));
    } catch {
      // A browser that stores nothing: the button still saves.
    }
  },
  drop: () => {
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing was stored.
    }
  },
};

const restore = () => {
  const kept = stored.get();
  if (!kept) return;
  // Sent, and the server has something newer since: it arrived.
  if (kept.sent && kept.version !== version) return stored.drop();
  if (JSON.stringify(kept.texts) === JSON.stringify(texts())) return stored.drop();
  for (const box of form.querySelectorAll("textarea")) box.value = kept.texts[box.name] ?? box.value;
  status.textContent = status.dataset.restored;
};

if (!isFromTyping) restore();
form.addEventListener("input", () => {
  stored.put({ version, texts: texts() });
  status.textContent = navigator.onLine ? "" : status.dataset.waiting;
});
form.addEventListener("submit", (event) => {
  stored.put({ version, texts: texts(), sent: true });
  if (navigator.onLine) return;
  event.preventDefault();
  status.textContent = status.dataset.waiting;
});
