var LCB = LCB || {};

LCB.Note = function (params) {
  this.attach = function ($container) { $container.append('<div class="lcb-note">' + params.text + '</div>'); };
};
