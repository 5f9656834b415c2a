// Stands before every script of the content, in each of its pages. Its frame has an opaque origin: no storage, no
// dialogs, no window around it that could be asked. What content expects of them is put in front of it here, and
// its run-time is spoken to over scorm-again's bridge, with values that are there before it asks.
(function () {
  "use strict";
  var VERSION = "SCORM_VERSION";
  var Bridge = window.CrossFrameAPI;
  delete window.CrossFrameAPI;
  if (window.parent === window) return; // opened by itself: there is nobody to tell
  var host = window.top;
  var around = window.parent;
  var isInside = around !== host; // a page within a page of the content
  var MARK = "scorm:";

  // --- What an opaque origin does not have --------------------------------------------------
  function shelf() {
    var kept = new Map();
    return {
      getItem: function (key) { key = String(key); return kept.has(key) ? kept.get(key) : null; },
      setItem: function (key, value) { kept.set(String(key), String(value)); },
      removeItem: function (key) { kept.delete(String(key)); },
      clear: function () { kept.clear(); },
      key: function (number) { var keys = Array.from(kept.keys()); return number < keys.length ? keys[number] : null; },
      get length() { return kept.size; },
    };
  }
  function put(object, name, description) {
    description.configurable = true;
    try { Object.defineProperty(object, name, description); } catch (closed) { /* stays as it is */ }
  }
  put(window, "localStorage", { value: shelf() });
  put(window, "sessionStorage", { value: shelf() });
  var cookies = new Map();
  put(document, "cookie", {
    get: function () { return Array.from(cookies, function (pair) { return pair.join("="); }).join("; "); },
    set: function (text) {
      var pair = String(text).split(";")[0].split("=");
      cookies.set(pair.shift().trim(), pair.join("=").trim());
    },
  });
  function tell(message) {
    message.scorm = true;
    host.postMessage(message, "*");
  }
  function short(text) { return String(text === undefined ? "" : text).slice(0, 500); }
  window.alert = function (text) { tell({ says: short(text) }); };
  window.confirm = function (text) { tell({ asks: short(text) }); return true; };
  window.prompt = function (text, given) { tell({ asks: short(text) }); return given === undefined ? "" : String(given); };
  window.print = function () {};
  window.close = function () { tell({ leaves: true }); };

  // --- The run-time ---------------------------------------------------------------------------
  // What was known when the page was opened comes in the frame's own name, and stays there from page to page.
  // A frame of the content's own gets its name back: links find it by that.
  var known = {};
  var isTold = false;
  try {
    if (window.name.indexOf(MARK) === 0) {
      known = JSON.parse(window.name.slice(MARK.length));
      isTold = true;
    }
  } catch (unreadable) {
    known = {};
  }
  // Content of several pages begins in one of them and goes on in the others.
  var state = known[""] || "new";
  var ownName = isTold ? known["*"] || "" : window.name;
  delete known[""];
  delete known["*"];
  if (isInside) window.name = ownName;
  var warn = console.warn;
  console.warn = function () {}; // the bridge warns of an address that an opaque origin cannot have
  var client = new Bridge("*", host, { timeout: 20000 });
  console.warn = warn;
  var values = client._cache;
  Object.keys(known).forEach(function (name) { values.set(name, known[name]); });
  if (!isTold) {
    client._post("getFlattenedCMI", []).then(function (all) {
      Object.keys(all || {}).forEach(function (name) {
        if (!client._cacheTimestamps.has(name)) values.set(name, String(all[name]));
      });
    }, function () {});
  }
  var isWaiting = false;
  function told(name) {
    var all = Object.fromEntries(values);
    all[""] = state;
    if (name) all["*"] = name;
    return MARK + JSON.stringify(all);
  }
  function keep() {
    if (isInside || isWaiting) return;
    isWaiting = true;
    Promise.resolve().then(function () {
      isWaiting = false;
      try { window.name = told(); } catch (full) { /* the next page begins with what the server has */ }
    });
  }
  // When its page is gone already the name is too late; a page that stays after all gets its own back.
  if (isInside) addEventListener("beforeunload", function () {
    window.name = told(ownName);
    setTimeout(function () { window.name = ownName; }, 3000);
  });
  var LISTS = /^(cmi\.(?:.+\.)?(?:interactions|objectives|comments_from_learner|correct_responses))\.(\d+)\./;
  function count(name) {
    var found = LISTS.exec(name);
    if (!found) return;
    var most = found[1] + "._count";
    values.set(most, String(Math.max(Number(values.get(most) || 0), Number(found[2]) + 1)));
    var outer = found[1];
    if (LISTS.test(outer + ".")) count(outer + ".");
  }
  // Pages around a page hear what it has set: the next page within them begins with it.
  function learn(name, value) {
    values.set(name, value);
    count(name);
    if (isInside) around.postMessage({ scormSet: name, value: value }, "*");
  }
  function fits(called) {
    // As the standards say: nothing is read or written before the beginning or after the end. A page within a
    // page may speak where the page around it has begun.
    if (isInside || !isTold) return true;
    return state === (called === "start" ? "new" : "open");
  }
  var last = "0";
  function call(name, kind) {
    return function (first, second) {
      if (kind === "error") return last;
      if (kind === "text") return last === "0" ? "No error" : client[name](String(first));
      if (!fits(kind)) {
        last = VERSION === "1.2" ? (kind === "start" ? "101" : "301") : { start: state === "open" ? "103" : "104", get: state === "new" ? "122" : "123", set: state === "new" ? "132" : "133", commit: state === "new" ? "142" : "143", end: state === "new" ? "112" : "113" }[kind];
        return kind === "get" ? "" : "false";
      }
      last = "0";
      if (kind === "start") state = "open";
      if (kind === "end") state = "over";
      if (kind === "get") {
        var name_ = String(first);
        if (!values.has(name_) && /\._count$/.test(name_)) return "0";
        client[name](name_);
        var value = values.get(name_);
        return value === undefined || value === null ? "" : String(value);
      }
      var answer = kind === "set" ? client[name](String(first), String(second)) : client[name]("");
      if (kind === "set") learn(String(first), String(second));
      keep();
      return answer || "true";
    };
  }
  var kinds = { Initialize: "start", Finish: "end", Terminate: "end", GetValue: "get", SetValue: "set", Commit: "commit", GetLastError: "error", GetErrorString: "text", GetDiagnostic: "text" };
  var api = {};
  var names = VERSION === "1.2"
    ? ["Initialize", "Finish", "GetValue", "SetValue", "Commit", "GetLastError", "GetErrorString", "GetDiagnostic"]
    : ["Initialize", "Terminate", "GetValue", "SetValue", "Commit", "GetLastError", "GetErrorString", "GetDiagnostic"];
  names.forEach(function (name) {
    var full = VERSION === "1.2" ? "LMS" + name : name;
    api[full] = call(full, kinds[name]);
  });
  if (VERSION !== "1.2") api.version = "1.0";
  put(window, VERSION === "1.2" ? "API" : "API_1484_11", { value: api, writable: true });

  // --- Pages within pages ----------------------------------------------------------------------
  // Each has an origin of its own, and a run-time of its own that begins with what is known here: that stands in
  // its frame's name until its page is there. Calls to the page around it are carried there; answers cannot be,
  // but for what the run-time itself can answer.
  function brief(frame) {
    var name = frame.getAttribute("name");
    frame.setAttribute("name", told(name));
    frame.addEventListener("load", function () {
      if (name === null) frame.removeAttribute("name");
      else frame.setAttribute("name", name);
    }, { once: true });
  }
  // A frame takes its name as it is put in. One that a script makes is named before; one that came with the page
  // is put in once more, before any script can have found it.
  var met = new WeakSet();
  var make = document.createElement;
  document.createElement = function (kind) {
    var element = make.apply(document, arguments);
    if (/^i?frame$/i.test(kind)) {
      met.add(element);
      brief(element);
    }
    return element;
  };
  function meet(frame) {
    var address = frame.getAttribute("src");
    if (met.has(frame) || !address || /^(?:about|javascript|data|blob):/i.test(address)) return;
    met.add(frame);
    var box = frame.parentNode;
    var next = frame.nextSibling;
    box.removeChild(frame);
    brief(frame);
    box.insertBefore(frame, next);
  }
  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      change.addedNodes.forEach(function (node) {
        if (/^i?frame$/i.test(node.nodeName)) meet(node);
        else if (node.querySelectorAll) node.querySelectorAll("iframe, frame").forEach(meet);
      });
    });
  }).observe(document, { childList: true, subtree: true });
  window.addEventListener("message", function (event) {
    var data = event.data;
    if (!data || (typeof data.scormCall !== "string" && typeof data.scormSet !== "string")) return;
    for (var from = event.source; from && from !== window; from = from.parent) {
      if (from === from.parent) return;
    }
    if (!from) return;
    if (data.scormSet) {
      learn(data.scormSet, String(data.value));
      keep();
    } else if (Array.isArray(data.given) && typeof window[data.scormCall] === "function") {
      window[data.scormCall].apply(window, data.given);
    }
  });
  var ASKED = /^(?:do|scorm|scormprocess)?_?(?:LMS)?(initialize|finish|terminate|getvalue|setvalue|commit|getlasterror|geterrorstring|getdiagnostic)$/i;
  function answering(name) {
    var found = ASKED.exec(name);
    var word = found && found[1].toLowerCase().replace(/^(?:finish|terminate)$/, VERSION === "1.2" ? "finish" : "terminate");
    var plain = found && names.find(function (one) { return one.toLowerCase() === word; });
    return plain && api[VERSION === "1.2" ? "LMS" + plain : plain];
  }
  if (isInside) {
    put(window, "parent", {
      value: new Proxy({}, {
        get: function (_, name) {
          if (typeof name !== "string" || name === "then") return undefined;
          if (name === "API" || name === "API_1484_11") return window[name];
          if (answering(name)) return answering(name);
          if (name === "postMessage") return around.postMessage.bind(around);
          if (name === "parent" || name === "window" || name === "self" || name === "top") return window.parent;
          if (name === "document" || name === "location" || name === "opener") return undefined;
          return function () {
            around.postMessage({ scormCall: name, given: JSON.parse(JSON.stringify(Array.from(arguments))) }, "*");
          };
        },
        has: function (_, name) { return name in window; },
      }),
    });
  }
})();
