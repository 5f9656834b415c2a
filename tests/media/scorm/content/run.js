// How content commonly finds its run-time: its own window first, then the windows around it, then the opener.
var MOST_STEPS = 10;
var api = null;
var spoken = "";

function lookIn(start) {
  var here = start;
  for (var step = 0; step < MOST_STEPS && here; step += 1) {
    if (here.API_1484_11) { spoken = "2004"; return here.API_1484_11; }
    if (here.API) { spoken = "1.2"; return here.API; }
    if (here.parent === here) return null;
    here = here.parent;
  }
  return null;
}

function findApi() {
  api = lookIn(window);
  if (!api && window.opener) api = lookIn(window.opener);
  return api;
}

var WORDS = {
  "1.2": { begin: "LMSInitialize", end: "LMSFinish", get: "LMSGetValue", set: "LMSSetValue", save: "LMSCommit", why: "LMSGetLastError", place: "cmi.core.lesson_location", time: "cmi.core.session_time", exit: "cmi.core.exit", entry: "cmi.core.entry" },
  "2004": { begin: "Initialize", end: "Terminate", get: "GetValue", set: "SetValue", save: "Commit", why: "GetLastError", place: "cmi.location", time: "cmi.session_time", exit: "cmi.exit", entry: "cmi.entry" },
};

function say(verb) {
  var given = Array.prototype.slice.call(arguments, 1);
  return api[WORDS[spoken][verb]].apply(api, given.length ? given : [""]);
}

function begin() {
  if (!findApi()) { document.title = "no run-time"; return false; }
  if (say("begin") !== "true") return false;
  return true;
}

function score(raw) {
  if (spoken === "1.2") {
    say("set", "cmi.core.score.min", "0");
    say("set", "cmi.core.score.max", "100");
    say("set", "cmi.core.score.raw", String(raw));
  } else {
    say("set", "cmi.score.scaled", String(raw / 100));
    say("set", "cmi.score.raw", String(raw));
    say("set", "cmi.score.min", "0");
    say("set", "cmi.score.max", "100");
  }
}

function done(isPassed) {
  if (spoken === "1.2") say("set", "cmi.core.lesson_status", isPassed ? "passed" : "failed");
  else {
    say("set", "cmi.completion_status", "completed");
    say("set", "cmi.success_status", isPassed ? "passed" : "failed");
  }
}

function end(isToGoOn) {
  say("set", WORDS[spoken].time, spoken === "1.2" ? "00:01:30" : "PT1M30S");
  say("set", WORDS[spoken].exit, isToGoOn ? "suspend" : spoken === "1.2" ? "" : "normal");
  say("save");
  return say("end");
}
