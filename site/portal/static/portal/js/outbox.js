// What waits on this device until the server has it: through a dropped line, a closed browser, a new sign-in.
// Each thing lies under a key of its own, so that two tabs never write over each other's.

const BEAT = 30_000;
const MOST = 100;
const KEPT_ALIVE = 20_000; // characters; browsers refuse to finish larger sendings of a page that is gone

export const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

export const freshId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};

// 401 and 403: her session has run out, or the page is older than it. 400: no device of ours wrote this.
export const post = async (address, content) => {
  const body = JSON.stringify(content);
  const response = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
    body,
    keepalive: body.length < KEPT_ALIVE,
  });
  if (response.ok) return response.json();
  const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
  return {
    status: response.status,
    signedOut: response.status === 401 || response.status === 403,
    gone: response.status === 404 && isOurs,
    unreadable: response.status === 400 && isOurs, // a proxy's 400 says nothing of what was sent
  };
};

// A browser that stores nothing still keeps things while the page is open.
const unstored = new Map();

const all = (prefix) => {
  const found = new Map([...unstored].filter(([key]) => key.startsWith(prefix)));
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(prefix)) found.set(key, JSON.parse(localStorage.getItem(key)));
    }
  } catch {
    // No storage, or not ours what lies there.
  }
  return [...found].filter(([, thing]) => thing);
};

export class Outbox {
  #sending = null;

  // `prefix` names what is whose; `send(things)` answers with what came back, where `settled` lists the ids
  // that need not be kept any more; `onChange` hears that, with `waiting`, after every attempt.
  constructor(prefix, send, onChange) {
    Object.assign(this, { prefix, post: send, onChange });
    addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => this.send());
    setInterval(() => this.send(), BEAT);
  }

  get things() {
    return all(this.prefix)
      .map(([key, thing]) => ({ ...thing, id: key.slice(this.prefix.length) }))
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  }

  put(id, thing) {
    try {
      localStorage.setItem(this.prefix + id, JSON.stringify(thing));
    } catch {
      unstored.set(this.prefix + id, thing);
    }
  }

  drop(id) {
    unstored.delete(this.prefix + id);
    try {
      localStorage.removeItem(this.prefix + id);
    } catch {
      // Nothing was stored.
    }
  }

  // While something is under way the same promise is given; what was added meanwhile goes right after it.
  send() {
    this.#sending ??= this.#sendAll().finally(() => (this.#sending = null));
    return this.#sending;
  }

  async #sendAll() {
    for (let batch = this.things; batch.length || this.wish; batch = this.things) {
      batch = batch.slice(0, MOST);
      const answer = await this.post(batch).catch(() => ({ unreached: true }));
      const settled = answer.unreadable ? batch.map(({ id }) => id) : (answer.settled ?? []);
      settled.forEach((id) => this.drop(id));
      this.onChange({ ...answer, batch, waiting: this.things.length });
      if (!answer.settled) return;
    }
  }
}
