(() => {
  const shelf = () => Object.create({
    getItem(key) { return Object.hasOwn(this, key) ? this[key] : null; },
    setItem(key, value) { this[key] = String(value); },
    removeItem(key) { delete this[key]; },
    clear() { Object.keys(this).forEach((key) => delete this[key]); },
    key(number) { return Object.keys(this)[number] ?? null; },
    get length() { return Object.keys(this).length; },
  });
  for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { value: shelf() });
  Object.defineProperty(document, "cookie", { get: () => "", set() {} });

  let port, bridged, trouble, timer, told, wide = innerWidth;
  const tell = (what) => port?.postMessage(what);
  addEventListener("error", (event) => { if (event.message) trouble ??= event.message; });

  const guarded = (one) => {
    const get = one?.getCurrentState;
    if (get) one.getCurrentState = (...how) => { try { return get.apply(one, how); } catch {} };
    return one;
  };
  const save = () => {
    for (const one of window.H5P?.instances ?? []) {
      const state = one.getCurrentState?.();
      if (state !== undefined) H5P.setUserData(one.contentId, "state", state, { deleteOnChange: true });
    }
  };
  const measure = () => {
    const height = document.body.scrollHeight, what = `${height} ${innerWidth}`;
    if (what === told || document.fullscreenElement) return;
    told = what;
    tell({ height, width: innerWidth });
  };
  const soon = (ms) => { clearTimeout(timer); timer = setTimeout(() => { save(); measure(); }, ms); };
  const add = ({ family, how, data }) => {
    try { document.fonts.add(new FontFace(family, data, how)); } catch {}
  };
  const ask = (href) => {
    const to = new URL(href, document.baseURI);
    if (/^https?:$/.test(to.protocol)) tell({ link: to.href });
  };

  const bridge = (integration) => {
    const kept = (id, part) => ((integration.contents[`cid-${id}`].contentUserData ||= {})[part] ||= {});
    const { newRunnable, getUserData } = H5P;
    H5P.newRunnable = (...how) => guarded(newRunnable.apply(H5P, how));
    H5P.getUserData = (id, type, done, part = 0) => type in kept(id, part) ? getUserData(id, type, done, part) : done();
    H5P.setUserData = (id, type, data, { subContentId: part = 0, preloaded = true, deleteOnChange = false } = {}) => {
      const text = JSON.stringify(data);
      if (kept(id, part)[type] === text) return;
      kept(id, part)[type] = text;
      tell({ state: { part: part ? String(part) : "", data_type: type, data: text, preload: !!preloaded, invalidate: !!deleteOnChange } });
    };
    H5P.deleteUserData = (id, type, part = 0) => {
      delete kept(id, part)[type];
      tell({ state: { part: part ? String(part) : "", data_type: type, data: null, preload: true, invalidate: false } });
    };
    H5P.setFinished = () => {};
    H5P.externalDispatcher.on("xAPI", (event) => {
      try { tell({ statement: JSON.parse(JSON.stringify(event.data.statement)) }); } catch {}
      soon(0);
    });
  };

  const begin = ({ language, title, size, id, integration, styles, scripts }) => {
    document.documentElement.lang = language;
    document.title = title;
    window.H5PIntegration = integration;
    window.H5P = { preventInit: true };
    const own = document.querySelector("style");
    const add = (tag, text) => own.before(Object.assign(document.createElement(tag), { textContent: text }));
    for (const text of styles) add("style", text);
    for (const text of scripts) {
      add("script", text);
      if (H5P.externalDispatcher && !bridged) {
        bridge(integration);
        bridged = true;
      }
    }
    document.fonts.onloadingerror = ({ fontfaces }) => fontfaces.forEach(({ family }) => tell({ font: family }));
    const box = document.createElement("div");
    box.className = "h5p-content";
    box.dataset.contentId = id;
    box.style.fontSize = size;
    document.body.append(box);
    try { H5P.init(document.body); } catch (error) { trouble = String(error); }
    if (!H5P.instances?.length) return tell({ failed: trouble ?? "" });
    for (const one of H5P.instances) H5P.on(one, "resize", () => requestAnimationFrame(measure));
    new ResizeObserver(measure).observe(document.body);
    for (const name of ["click", "keyup", "change"]) addEventListener(name, () => soon(500), true);
    tell({ ready: true });
    measure();
  };

  addEventListener("message", ({ source, ports }) => {
    if (source !== parent || port) return;
    if (!ports[0]) return parent.postMessage({ package: "here" }, "*");
    port = ports[0];
    port.onmessage = ({ data }) => {
      if (data.integration) return begin(data);
      if (data.font) return add(data.font);
      told = "";
      measure();
    };
  });
  addEventListener("resize", () => {
    if (innerWidth === wide) return;
    wide = innerWidth;
    for (const one of window.H5P?.instances ?? []) H5P.trigger(one, "resize");
  });
  document.addEventListener("visibilitychange", save);
  addEventListener("pagehide", save);
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href], area[href]");
    if (!link || link.href.split("#")[0] === location.href || !/^https?:/.test(link.href)) return;
    event.preventDefault();
    ask(link.href);
  }, true);
  window.open = (href) => (ask(href), null);
  parent.postMessage({ package: "here" }, "*");
})();
