var LCB = LCB || {};

// A few questions, checked one by one. What the learner did is one list of choices; everything that is shown
// and every point follows from it, so that what is found again later cannot drift from what was seen.
LCB.Choice = (function () {
  "use strict";

  var MARK = "http://h5p.org/x-api/h5p-subContentId";

  function Choice(params, contentId, extras) {
    H5P.EventDispatcher.call(this);
    this.contentId = contentId;
    this.questions = params.questions || [];
    this.introduction = params.introduction || "";
    this.behaviour = params.behaviour || {};
    this.texts = params.l10n || {};
    this.given = earlier(extras && extras.previousState, this.questions);
    this.at = this.given.length;
    this.isShown = false;
  }
  Choice.prototype = Object.create(H5P.EventDispatcher.prototype);
  Choice.prototype.constructor = Choice;

  // --- What follows from the choices ---------------------------------------------------------

  // A state that another version of the content left behind is taken as far as it fits.
  function earlier(state, questions) {
    var given = state && Array.isArray(state.given) ? state.given : [];
    var fits = [];
    for (var i = 0; i < given.length && i < questions.length; i++) {
      if (!Array.isArray(given[i]) || !given[i].every(isOneOf(questions[i].answers))) break;
      fits.push(given[i]);
    }
    return fits;
  }
  function isOneOf(answers) {
    return function (index) { return index >= 0 && index < answers.length; };
  }
  function rightOnes(question) {
    return question.answers.reduce(function (found, answer, index) {
      return answer.isRight ? found.concat(index) : found;
    }, []);
  }
  function isRight(question, chosen) {
    return chosen.slice().sort().join() === rightOnes(question).sort().join();
  }
  Choice.prototype.getScore = function () {
    var questions = this.questions;
    return this.given.filter(function (chosen, i) { return isRight(questions[i], chosen); }).length;
  };
  Choice.prototype.getMaxScore = function () { return this.questions.length; };
  Choice.prototype.getAnswerGiven = function () { return this.given.length > 0; };
  Choice.prototype.getCurrentState = function () {
    return this.given.length ? { given: this.given } : undefined;
  };
  Choice.prototype.isFinished = function () { return this.given.length === this.questions.length; };
  Choice.prototype.hasPassed = function () {
    return this.getScore() * 100 >= this.getMaxScore() * (this.behaviour.passShare || 0);
  };

  // --- What others ask of a question -----------------------------------------------------------

  Choice.prototype.resetTask = function () {
    this.given = [];
    this.at = 0;
    if (this.root) this.draw();
  };
  Choice.prototype.showSolutions = function () {
    this.given = this.questions.map(rightOnes);
    this.at = this.questions.length;
    if (this.root) this.draw();
  };
  Choice.prototype.getXAPIData = function () {
    return { statement: this.completed().data.statement };
  };

  // --- What is said ----------------------------------------------------------------------------

  Choice.prototype.answered = function (number) {
    var question = this.questions[number], chosen = this.given[number];
    var event = this.createXAPIEventTemplate("answered"), statement = event.data.statement;
    var right = isRight(question, chosen);
    event.setScoredResult(right ? 1 : 0, 1, this, true, right);
    statement.result.response = chosen.join("[,]");
    statement.object.definition = {
      type: "http://adlnet.gov/expapi/activities/cmi.interaction",
      interactionType: "choice",
      description: { "vi-VN": plain(question.question) },
      correctResponsesPattern: [rightOnes(question).join("[,]")],
      choices: question.answers.map(function (answer, index) {
        return { id: String(index), description: { "vi-VN": plain(answer.text) } };
      }),
      extensions: {}
    };
    statement.object.definition.extensions[MARK] = "cau-" + (number + 1);
    this.trigger(event);
  };
  Choice.prototype.completed = function () {
    var event = this.createXAPIEventTemplate("completed");
    event.setScoredResult(this.getScore(), this.getMaxScore(), this, true, this.hasPassed());
    return event;
  };
  function plain(html) {
    var box = document.createElement("div");
    box.innerHTML = html;
    return box.textContent;
  }

  // --- What is shown ---------------------------------------------------------------------------

  Choice.prototype.attach = function ($container) {
    this.root = $container[0];
    this.root.classList.add("lcb-choice");
    this.setActivityStarted();
    this.draw();
    this.isShown = true;
  };
  Choice.prototype.draw = function () {
    this.root.textContent = "";
    if (this.at < this.questions.length) this.drawQuestion(this.at);
    else this.drawResult();
    this.trigger("resize");
  };
  Choice.prototype.drawQuestion = function (number) {
    var self = this, question = this.questions[number];
    var isMany = rightOnes(question).length > 1;
    if (number === 0 && this.introduction) {
      this.root.appendChild(made("div", "lcb-choice__introduction", this.introduction));
    }
    var place = this.texts.place.replace(":number", number + 1).replace(":count", this.questions.length);
    this.root.appendChild(made("p", "lcb-choice__place", place));
    var form = made("form", "lcb-choice__form"), set = made("fieldset", "lcb-choice__answers");
    set.appendChild(made("legend", "lcb-choice__question", question.question));
    question.answers.forEach(function (answer, index) {
      var label = made("label", "lcb-choice__answer"), input = document.createElement("input");
      input.type = isMany ? "checkbox" : "radio";
      input.name = "answer";
      input.value = String(index);
      label.appendChild(input);
      label.appendChild(made("span", "", answer.text));
      set.appendChild(label);
    });
    var said = made("div", "lcb-choice__said");
    said.setAttribute("role", "status");
    var button = made("button", "lcb-choice__button", this.texts.check);
    button.type = "submit";
    form.appendChild(set);
    form.appendChild(said);
    form.appendChild(button);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (self.given.length > number) self.go(number + 1);
      else self.check(number, set, said, button);
    });
    this.root.appendChild(form);
    if (this.isShown) focusOn(set.querySelector("input"));
  };
  Choice.prototype.check = function (number, set, said, button) {
    var question = this.questions[number];
    var inputs = Array.prototype.slice.call(set.querySelectorAll("input"));
    var chosen = inputs.filter(function (one) { return one.checked; }).map(function (one) { return +one.value; });
    said.textContent = "";
    if (!chosen.length) {
      said.appendChild(made("p", "lcb-choice__note", this.texts.choose));
      this.trigger("resize");
      return;
    }
    this.given.push(chosen);
    inputs.forEach(function (input, index) {
      var answer = question.answers[index];
      input.disabled = true;
      if (answer.isRight) input.parentNode.classList.add("lcb-choice__answer--right");
      else if (input.checked) input.parentNode.classList.add("lcb-choice__answer--wrong");
      if (input.checked && answer.said) said.appendChild(made("p", "", answer.said));
    });
    var right = isRight(question, chosen);
    said.insertBefore(
      made("p", right ? "lcb-choice__right" : "lcb-choice__wrong", right ? this.texts.right : this.texts.wrong),
      said.firstChild
    );
    if (question.why) said.appendChild(made("p", "", question.why));
    button.innerHTML = this.isFinished() ? this.texts.finish : this.texts.next;
    this.answered(number);
    if (this.isFinished()) this.trigger(this.completed());
    else this.triggerXAPI("interacted");
    this.trigger("resize");
  };
  Choice.prototype.go = function (number) {
    this.at = number;
    this.draw();
  };
  Choice.prototype.drawResult = function () {
    var self = this;
    var text = this.texts.result.replace(":score", this.getScore()).replace(":max", this.getMaxScore());
    var result = made("div", "lcb-choice__result");
    result.tabIndex = -1;
    result.appendChild(made("p", "lcb-choice__score", text));
    result.appendChild(made("p", "", this.hasPassed() ? this.texts.passed : this.texts.failed));
    if (this.behaviour.retry !== false) {
      var again = made("button", "lcb-choice__button", this.texts.again);
      again.type = "button";
      again.addEventListener("click", function () { self.resetTask(); });
      result.appendChild(again);
    }
    this.root.appendChild(result);
    if (this.isShown) focusOn(result);
  };
  // Texts come cleaned by their host: HTML where the semantics allow some, escaped where not.
  function made(name, className, html) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (html) element.innerHTML = html;
    return element;
  }
  function focusOn(element) {
    if (element) element.focus({ preventScroll: true });
  }

  return Choice;
})();
