/* Draws an option as SVG without a browser. Go calls draw once for each picture; what ECharts needs of a browser is left out:
   nothing is animated, waits, or answers to a pointer. */
var console = { log: function () {}, warn: function () {}, error: function () {} };
function setTimeout() { return 0; }
function clearTimeout() {}

function draw(option, look, width, height) {
  'use strict';
  var chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: width, height: height, locale: look.english ? 'EN' : 'ZH' });
  look.colour = function (token) { return look.colours[token] || ''; };
  try {
    var made = gongkai.option(JSON.parse(option), look);
    chart.setOption(made);
    if (chart.getModel().getSeriesCount() !== (made.series || []).length) { throw new Error('the subset of ECharts lacks a kind of series'); }
    return chart.getZr().painter.renderToString({ cssAnimation: false, cssEmphasis: false });
  } finally {
    chart.dispose();
  }
}
