// H5P content in a frame that can reach nothing: this page fetches what it needs, with its own session and
// cache, and hands it over. What comes back is the word of code that nobody here wrote.

const MEET = 20_000;
const START = 40_000;

const within = (ms, promise) =>
  Promise.race([promise, new Promise((_, fail) => setTimeout(() => fail(new Error("late")), ms))]);

const text = async (address) => {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response.text();
};

const fetched = new Map();
const textOf = (address) => {
  if (!fetched.has(address)) {
    const asked = text(address);
    asked.catch(() => fetched.delete(address));
    fetched.set(address, asked);
  }
  return fetched.get(address);
};

export const openFrame = (box, { address, title }) => {
  const frame = document.createElement("iframe");
  frame.sandbox = "allow-scripts allow-forms";
  frame.allow = "fullscreen";
  frame.title = title;
  frame.src = address;
  frame.className = "package-frame";
  box.replaceChildren(frame);
  return frame;
};

// Either may be there first: the frame says so when it starts, and is asked once it has loaded.
const meeting = (frame) =>
  within(
    MEET,
    new Promise((met) => {
      const hear = ({ source, data }) => {
        if (source !== frame.contentWindow || data?.package !== "here") return;
        removeEventListener("message", hear);
        const { port1, port2 } = new MessageChannel();
        // An opaque origin has no name that a message could be addressed to.
        frame.contentWindow.postMessage({ package: "port" }, "*", [port2]);
        met(port1);
      };
      addEventListener("message", hear);
      frame.addEventListener("load", () => frame.contentWindow?.postMessage({ package: "there?" }, "*"));
    }),
  );

// Fetching begins with the tap, before it is known what the content needs.
export const prepare = (box, { shell, early, title }) => {
  const frame = openFrame(box, { address: shell, title });
  for (const address of early.split(" ").filter(Boolean)) textOf(address).catch(() => {});
  const port = meeting(frame);
  port.catch(() => {});
  return { frame, port };
};

// States that this device has kept are newer than those the server sent along.
const withStates = (integration, id, states) => {
  const content = integration.contents[`cid-${id}`];
  const kept = (content.contentUserData ||= {});
  for (const { part, data_type: type, data } of states) {
    const place = (kept[part || "0"] ||= {});
    if (data === null) delete place[type];
    else place[type] = data;
  }
  return content;
};

// What draws icons comes once something on the screen uses it; without it the content is used all the same.
const fonts = (port, known) => async (named) => {
  const wanted = named.replace(/["']/g, "");
  const found = known.filter(({ family, isAsked }) => family === wanted && !isAsked);
  for (const font of found) {
    font.isAsked = true;
    const { family, how, address } = font;
    const response = await fetch(address).catch(() => null);
    if (!response?.ok) continue;
    const data = await response.arrayBuffer();
    port.postMessage({ font: { family, how, data } }, [data]);
  }
};

export const play = async ({ frame, port: awaited }, boot, { states, hear }) => {
  const { core, integration } = boot;
  const [scripts, styles, port] = await Promise.all([
    Promise.all([...core.scripts, ...boot.scripts].map(textOf)),
    Promise.all([...core.styles, ...boot.styles].map(textOf)),
    awaited,
  ]);
  const id = Object.keys(integration.contents)[0].replace("cid-", "");
  const { metadata } = withStates(integration, id, states);
  const bring = fonts(port, [...core.fonts, ...boot.fonts]);
  const started = new Promise((ready, fail) => {
    port.onmessage = ({ data }) => {
      if (data.ready) ready();
      else if (data.failed !== undefined) fail(new Error(data.failed));
      else if (data.font) bring(data.font);
      else hear(data);
    };
  });
  port.postMessage({
    id,
    integration,
    scripts,
    styles,
    title: boot.title,
    language: metadata?.defaultLanguage || document.documentElement.lang,
    size: getComputedStyle(document.documentElement).fontSize,
  });
  await within(START, started);
  // A browser lays out no frame that nobody sees: as soon as it is seen, it says anew how high it is.
  new IntersectionObserver((seen) => {
    if (seen.some(({ isIntersecting }) => isIntersecting)) port.postMessage({ measure: true });
  }).observe(frame);
};
