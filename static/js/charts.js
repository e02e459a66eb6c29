/* Draws the charts of a page from the options in its JSON blocks. The contract is in the documentation of package charts:
   {"$fn": name} stands for a function, $colors names the token of each colour, $points holds what is known of each point. */
(function () {
  'use strict';
  if (!window.echarts) { return; }
  var rowHeight = 28, margin = 64, noteSize = 13;
  var root = document.documentElement;
  var english = root.lang.indexOf('en') === 0;

  /* The named formatters. */
  var formatters = {
    count: function (n) {
      if (english) { return n >= 10000 ? number(n / 1000) + 'k' : number(n); }
      return n >= 10000 ? number(n / 10000) + '万' : number(n);
    },
    year: function (n) { return String(n); }
  };

  function number(n) { return n.toLocaleString('en-US', { maximumFractionDigits: 2 }); }

  /* How much larger than usual small text is set: 长者模式 sets it at 18 pixels for 13. */
  function textScale() {
    var rem = parseFloat(getComputedStyle(root).fontSize) || 16;
    return (parseFloat(getComputedStyle(root).getPropertyValue('--size-note')) || noteSize / 16) * rem / noteSize;
  }

  /* A copy of the option with functions in place, colours of the theme, and text at the size of the page's. */
  function resolve(value, paint, scale) {
    if (typeof value === 'string') { return paint[value] || value; }
    if (Array.isArray(value)) { return value.map(function (v) { return resolve(v, paint, scale); }); }
    if (!value || typeof value !== 'object') { return value; }
    if (typeof value.$fn === 'string') { return formatters[value.$fn]; }
    var copy = {};
    Object.keys(value).forEach(function (k) {
      if (k === '$points' || k === '$colors') { return; }
      copy[k] = k === 'fontSize' && typeof value[k] === 'number' ? Math.round(value[k] * scale) : resolve(value[k], paint, scale);
    });
    return copy;
  }

  /* The place name that all categories of an axis begin with, such as 示例区; "" where they do not. */
  function place(names) {
    if (names.length < 2 || !names.every(function (n) { return typeof n === 'string'; })) { return ''; }
    var shared = names.reduce(function (a, b) {
      var i = 0;
      while (i < a.length && a[i] === b[i]) { i++; }
      return a.slice(0, i);
    });
    var end = Math.max.apply(null, ['省', '市', '区', '县', '旗'].map(function (c) { return shared.lastIndexOf(c); }));
    return names.some(function (n) { return n.length === end + 1; }) ? '' : shared.slice(0, end + 1);
  }

  /* Leaves the place name out of an axis of agencies, where it would only take the room of what tells them apart. */
  function shorten(axes) {
    [].concat(axes || []).forEach(function (axis) {
      var prefix = axis.type === 'category' && place(axis.data || []);
      if (!prefix) { return; }
      axis.axisLabel = axis.axisLabel || {};
      axis.axisLabel.formatter = axis.axisLabel.formatter || function (name) { return name.slice(prefix.length); };
    });
  }

  function colours(option) {
    var paint = {}, style = getComputedStyle(root);
    Object.keys(option.$colors || {}).forEach(function (light) {
      var c = style.getPropertyValue('--' + option.$colors[light]).trim();
      if (c) { paint[light] = c; }
    });
    return paint;
  }

  function start(script) {
    var id = script.getAttribute('data-chart');
    var el = document.getElementById(id + '-chart');
    var option = JSON.parse(script.textContent);
    var rows = Number(el.getAttribute('data-rows'));
    var chart = null, known = null, width = 0;

    function draw(paint) {
      var scale = textScale();
      if (rows) { el.style.height = Math.round((rows * rowHeight + margin) * scale) + 'px'; }
      if (chart) { chart.dispose(); }
      chart = window.echarts.init(el, null, { renderer: 'svg', locale: english ? 'EN' : 'ZH' });
      chart.on('finished', function () { known = null; });
      var made = resolve(option, paint, scale);
      shorten(made.yAxis);
      made.textStyle = made.textStyle || {};
      made.textStyle.fontFamily = made.textStyle.fontFamily || getComputedStyle(document.body).fontFamily;
      chart.setOption(made);
      known = null;
    }

    function points() {
      if (!known) { known = locate(chart, option.$points || []); }
      return known;
    }

    draw(colours(option));
    var cursor = window.gongkai.cursor(el, points);
    new ResizeObserver(function () {
      if (el.clientWidth === width || !el.clientWidth) { return; }
      width = el.clientWidth;
      cursor.clear();
      chart.resize();
      known = null;
    }).observe(el);
    return { draw: function () { cursor.clear(); draw(colours(option)); }, print: function () { cursor.clear(); draw({}); } };
  }

  /* Where the points of a chart are drawn. Points that are not drawn, such as gaps, are left out. */
  function locate(chart, tips) {
    var found = [];
    tips.forEach(function (list, s) {
      var series = chart.getModel().getSeriesByIndex(s);
      var data = series && series.getData();
      (list || []).forEach(function (tip, i) {
        var graphic = tip && data && data.getItemGraphicEl(data.indexOfRawIndex(i));
        if (!graphic) { return; }
        var r = graphic.getBoundingRect().clone();
        var t = graphic.getComputedTransform();
        if (t) { r.applyTransform(t); }
        found.push({ series: s, index: i, tip: tip, rect: { x: r.x, y: r.y, width: r.width, height: r.height } });
      });
    });
    return found;
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
