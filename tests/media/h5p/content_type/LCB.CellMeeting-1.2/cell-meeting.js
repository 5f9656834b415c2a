var LCB = LCB || {};

// The learner's state is only the path of choices; everything shown is worked out from it.
LCB.CellMeeting = (function () {
  function CellMeeting(params, contentId, extras) {
    H5P.EventDispatcher.call(this);
    this.params = params;
    this.contentId = contentId;
    var earlier = (extras && extras.previousState && extras.previousState.path) || [];
    this.path = earlier.slice(0, params.situations.length);
  }
  CellMeeting.prototype = Object.create(H5P.EventDispatcher.prototype);
  CellMeeting.prototype.constructor = CellMeeting;

  function points(choice) { return choice ? choice.points : 0; }
  function best(situation) { return Math.max.apply(null, situation.choices.map(points)); }
  function sum(numbers) { return numbers.reduce(function (a, b) { return a + b; }, 0); }

  CellMeeting.prototype.getScore = function () {
    var situations = this.params.situations;
    return sum(this.path.map(function (chosen, i) { return points(situations[i].choices[chosen]); }));
  };
  CellMeeting.prototype.getMaxScore = function () { return sum(this.params.situations.map(best)); };
  CellMeeting.prototype.getAnswerGiven = function () { return this.path.length > 0; };
  CellMeeting.prototype.getCurrentState = function () { return { path: this.path }; };
  CellMeeting.prototype.resetTask = function () { this.path = []; this.draw(); };
  CellMeeting.prototype.showSolutions = function () {};

  CellMeeting.prototype.attach = function ($container) {
    this.$container = $container.addClass('lcb-cell-meeting');
    this.setActivityStarted();
    this.draw();
  };
  CellMeeting.prototype.choose = function (index) {
    this.path.push(index);
    this.triggerXAPI('interacted');
    if (this.path.length === this.params.situations.length) { this.finish(); }
    this.draw();
  };
  CellMeeting.prototype.finish = function () {
    var event = this.createXAPIEventTemplate('completed'), score = this.getScore(), max = this.getMaxScore();
    event.setScoredResult(score, max, this, true, score >= max * this.params.behaviour.passShare / 100);
    event.data.statement.result.response = this.path.join('[,]');
    this.trigger(event);
  };
  CellMeeting.prototype.draw = function () {
    var self = this, situation = this.params.situations[this.path.length], l10n = this.params.l10n;
    this.$container.empty();
    if (situation) {
      this.$container.append('<div class="lcb-question">' + situation.question + '</div>');
      situation.choices.forEach(function (choice, index) {
        H5P.jQuery('<button type="button">').html(choice.text)
          .on('click', function () { self.choose(index); }).appendTo(self.$container);
      });
    } else {
      var result = l10n.result.replace(':score', this.getScore()).replace(':max', this.getMaxScore());
      this.$container.append(H5P.jQuery('<p role="status">').text(result));
    }
    this.trigger('resize');
  };
  return CellMeeting;
})();
