/* Makes an option of package charts ready for ECharts: functions in place of their names, colours of the theme, text at the size of
   the page's. The browser runs it for its pages, and package charts/svg on the server for pictures, so that both draw the same. */
(function (site) {
  'use strict';

  function grouped(n) {
    var parts = String(Math.round(n * 100) / 100).split('.');
    parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, ',');
    return parts.join('.');
  }

  /* The named formatters, by language. */
  var formatters = {
    count: function (english) {
      var thousand = english ? 1000 : 10000, sign = english ? 'k' : '万';
      return function (n) { return Math.abs(n) >= 10000 ? grouped(n / thousand) + sign : grouped(n); };
    },
    year: function () { return String; }
  };

  /* What to write for each colour of the option, which are those of the light theme. */
  function paintOf(option, look) {
    var paint = {};
    Object.keys(option.$colors || {}).forEach(function (light) { paint[light] = look.colour(option.$colors[light]) || light; });
    return paint;
  }

  /* A copy of the option with what the look says put in its place. */
  function resolve(value, look, paint) {
    if (typeof value === 'string') { return paint[value] || value; }
    if (Array.isArray(value)) { return value.map(function (v) { return resolve(v, look, paint); }); }
    if (!value || typeof value !== 'object') { return value; }
    if (typeof value.$fn === 'string') { return formatters[value.$fn](look.english); }
    var copy = {};
    Object.keys(value).forEach(function (k) {
      if (k === '$points' || k === '$colors') { return; }
      copy[k] = (k === 'fontSize' || k === 'lineHeight') && typeof value[k] === 'number' ? Math.round(value[k] * look.scale) : resolve(value[k], look, paint);
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

  /* Patterns that tell bars apart where colours may not: on paper, and in strong contrast. They are those of the legend, which
     package charts draws. A slash is not among them, because it marks what is missing or in doubt. */
  var dots = { symbol: 'circle', dashArrayX: [[3, 5], [0, 4, 3, 1]], dashArrayY: [3, 2] };
  var upright = { symbol: 'rect', dashArrayX: [1, 6], dashArrayY: [1, 0] };
  var level = { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [1, 6] };
  var falling = { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [1, 6], rotation: Math.PI / 4 };
  var squares = { symbol: 'rect', dashArrayX: [[4, 4], [0, 4, 4, 0]], dashArrayY: [4, 0] };
  var patterns = {
    'agency-2': dots, 'agency-3': upright, 'agency-4': level, 'agency-5': falling, 'agency-6': squares,
    'outcome-partial': dots, 'outcome-refused': upright, 'outcome-unavailable': level, 'outcome-not-processed': falling, 'outcome-other': squares
  };

  /* Lays patterns over the bars; a bar with a pattern of its own keeps that. */
  function lay(option, made, look) {
    (option.series || []).forEach(function (s, i) {
      var pattern = s.type === 'bar' && s.itemStyle && patterns[option.$colors[s.itemStyle.color]];
      if (!pattern || s.itemStyle.decal) { return; }
      made.series[i].itemStyle.decal = Object.assign({ color: look.colour('bg') || '#FFFFFF' }, pattern);
    });
  }

  site.gongkai = site.gongkai || {};

  /* look says how the option is shown: colour(token) is the colour of the theme, "" for the light one, patterns whether bars have
     patterns too, scale is how much larger than usual small text is set, font is its family, english whether numbers are written as
     in English. */
  site.gongkai.option = function (option, look) {
    var made = resolve(option, look, paintOf(option, look));
    shorten(made.yAxis);
    if (look.patterns) { lay(option, made, look); }
    made.textStyle = made.textStyle || {};
    made.textStyle.fontFamily = made.textStyle.fontFamily || look.font;
    return made;
  };
}(this));
