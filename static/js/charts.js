/* Draws the charts of a page from the options in its JSON blocks. The contract is in the documentation of package charts:
   $colors names the token of each colour, $points holds what is known of each point; option.js sees to the rest. */
(function () {
  'use strict';
  if (!window.echarts) { return; }
  var rowHeight = 28, phoneRowHeight = 34, narrow = 560, margin = 64, noteSize = 13;
  var root = document.documentElement;
  var english = root.lang.indexOf('en') === 0;

  /* How much larger than usual small text is set: 长者模式 sets it at 18 pixels for 13. */
  function textScale() {
    var rem = parseFloat(getComputedStyle(root).fontSize) || 16;
    return (parseFloat(getComputedStyle(root).getPropertyValue('--size-note')) || noteSize / 16) * rem / noteSize;
  }

  function themed(token) { return getComputedStyle(root).getPropertyValue('--' + token).trim(); }
  function light() { return ''; }

  function start(script) {
    var id = script.getAttribute('data-chart');
    var el = document.getElementById(id + '-chart');
    var option = JSON.parse(script.textContent);
    var rows = Number(el.getAttribute('data-rows')), least = Number(el.getAttribute('data-least'));
    var chart = null, known = null, width = 0;

    /* Rows are higher on a phone, where their names take two lines. */
    function grow() {
      if (rows) { el.style.height = Math.round((rows * (el.clientWidth <= narrow ? phoneRowHeight : rowHeight) + margin) * textScale()) + 'px'; }
    }

    function draw(colour) {
      var scale = textScale();
      if (least) { el.style.minWidth = Math.round(least * scale) + 'px'; }
      grow();
      if (chart) { chart.dispose(); }
      chart = window.echarts.init(el, null, { renderer: 'svg', locale: english ? 'EN' : 'ZH' });
      chart.on('finished', function () { known = null; });
      var patterns = colour === light || root.getAttribute('data-mode') === 'contrast';
      chart.setOption(window.gongkai.option(option, { english: english, colour: colour, patterns: patterns, scale: scale, font: getComputedStyle(document.body).fontFamily }));
      known = null;
    }

    function points() {
      if (!known) { known = locate(chart, option.$points || []); }
      return known;
    }

    draw(themed);
    width = el.clientWidth;
    var cursor = window.gongkai.cursor(el, points);
    new ResizeObserver(function () {
      if (el.clientWidth === width || !el.clientWidth) { return; }
      width = el.clientWidth;
      cursor.clear();
      grow();
      chart.resize();
      known = null;
    }).observe(el);
    return { draw: function () { cursor.clear(); draw(themed); }, print: function () { cursor.clear(); draw(light); } };
  }

  /* Where the points of a chart are drawn. Points that are not drawn, such as gaps, are left out. */
  function locate(chart, tips) {
    var found = [];
    tips.forEach(function (list, s) {
      var series = chart.getModel().getSeriesByIndex(s);
      var data = series && series.getData();
      (list || []).forEach(function (tip, i) {
        if (!tip || !data) { return; }
        var link = i >= data.count() && series.getEdgeData && series.getEdgeData().getItemGraphicEl(i - data.count());
        var graphic = link || data.getItemGraphicEl(data.indexOfRawIndex(i));
        if (!graphic) { return; }
        var r = graphic.getBoundingRect().clone();
        if (link) { middle(r, link.shape); }
        var t = graphic.getComputedTransform();
        if (t) { r.applyTransform(t); }
        found.push({ series: s, index: i, tip: tip, rect: { x: r.x, y: r.y, width: r.width, height: r.height }, holds: link && link.contain.bind(link) });
      });
    });
    return found;
  }

  /* Narrows a rectangle to the middle of a stream: all of its length would hide others. */
  function middle(rect, stream) {
    rect.x = (stream.x1 + stream.x2) / 2 - 6;
    rect.y = (stream.y1 + stream.y2) / 2;
    rect.width = 12;
    rect.height = Math.max(stream.extent, 2);
  }

  var charts = [];
  document.querySelectorAll('script[data-chart]').forEach(function (script) {
    try {
      charts.push(start(script));
    } catch (e) {
      /* The table is there for whoever cannot see the chart; open it. */
      var id = script.getAttribute('data-chart'), el = document.getElementById(id + '-chart'), table = document.getElementById(id + '-table');
      if (el) { el.classList.add('failed'); }
      if (table) { table.open = true; }
      console.error('chart ' + id, e);
    }
  });

  function redraw() { charts.forEach(function (c) { c.draw(); }); }
  window.matchMedia('(prefers-color-scheme: dark)').addListener(redraw);
  window.addEventListener('beforeprint', function () {
    root.classList.add('printing');
    charts.forEach(function (c) { c.print(); });
  });
  window.addEventListener('afterprint', function () {
    root.classList.remove('printing');
    redraw();
  });
}());
