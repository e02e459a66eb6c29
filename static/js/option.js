/* Makes an option of package charts ready for ECharts: functions in place of their names, colours of the theme, text at the size of
   the page's. The browser runs it for its pages, and package charts/svg on the server for pictures, so that both draw the same. */
(function (site) {
  'use strict';

  function grouped(n) {
    var parts = String(Math.round(n * 100) / 100).split('.');
    parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, ',');
    return parts.join('.');
  }

  /* The layout of a label within a bar: none where the bar is narrower. */
  function fit(label) { return label.labelRect.width + 2 > label.rect.width ? { fontSize: 0 } : { hideOverlap: true }; }

  /* The named functions, by language. */
  var formatters = {
    count: function (english) {
      var thousand = english ? 1000 : 10000, sign = english ? 'k' : '万';
      return function (n) { return Math.abs(n) >= 10000 ? grouped(n / thousand) + sign : grouped(n); };
    },
    year: function () { return String; },
    fit: function () { return fit; }
  };

  /* What to write for each colour of the option, which are those of the light theme. */
  function paintOf(option, look) {
    var paint = {};
    Object.keys(option.$colors || {}).forEach(function (light) { paint[light] = look.colour(option.$colors[light]) || light; });
    return paint;
  }

  /* A copy of the option with what the look says put in its place. */
  function resolve(value, look, paint) {
    if (typeof value === 'string') { return paint[value] || value.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, ''); }
    if (Array.isArray(value)) { return value.map(function (v) { return resolve(v, look, paint); }); }
    if (!value || typeof value !== 'object') { return value; }
    if (typeof value.$fn === 'string') { return formatters[value.$fn](look.english); }
    if (typeof value.$room === 'number') { return Math.round(value.$room * look.scale); }
    var copy = {};
    Object.keys(value).forEach(function (k) {
      if (k === '$points' || k === '$colors') { return; }
      copy[k] = (k === 'fontSize' || k === 'lineHeight') && typeof value[k] === 'number' ? Math.round(value[k] * look.scale) : resolve(value[k], look, paint);
    });
    if (copy.axisLabel && copy.axisLabel.width) { copy.axisLabel.width = Math.round(copy.axisLabel.width * look.scale); }
    return copy;
  }

  /* The place name that the categories of an axis begin with, such as 示例区; "" where they do not. One may be without it: the sum
     of the rest. */
  function place(names) {
    var named = names.filter(function (n) { return typeof n === 'string' && n[0] === names[0][0]; });
    if (named.length < 2 || named.length < names.length - 1) { return ''; }
    var shared = named.reduce(function (a, b) {
      var i = 0;
      while (i < a.length && a[i] === b[i]) { i++; }
      return a.slice(0, i);
    });
    var end = Math.max.apply(null, ['省', '市', '区', '县', '旗'].map(function (c) { return shared.lastIndexOf(c); }));
    return named.some(function (n) { return n.length === end + 1; }) ? '' : shared.slice(0, end + 1);
  }

  /* What ECharts may find a line wider than it is here, in sizes of its type; else it breaks off the last character. */
  var slack = 0.4;

  /* About how wide a text is, in sizes of its type. */
  function ems(text) {
    return text.split('').reduce(function (sum, c) { return sum + (c >= '\u2E80' ? 1 : 0.6); }, 0);
  }

  /* A name in two lines of about the same length where it has not room in one; between words where there are such. */
  function fold(name, room) {
    if (ems(name) <= room) { return name; }
    var best = 0, least = Infinity, words = name.trim().indexOf(' ') > 0 && !/[\u2E80-\uFFFF]/.test(name);
    for (var i = 1; i < name.length; i++) {
      var uneven = Math.abs(ems(name.slice(0, i)) - ems(name.slice(i)));
      if (uneven < least && (!words || name[i] === ' ')) { best = i; least = uneven; }
    }
    return name.slice(0, best).trim() + '\n' + name.slice(best).trim();
  }

  /* Sets the names before rows so that they are read in full in every layout: without the place name, which would only take the
     room of what tells them apart, and in two lines where one is too short. */
  function letter(made) {
    var layouts = [made].concat((made.media || []).map(function (m) { return m.option; }));
    [].concat(made.yAxis || []).forEach(function (axis, i) {
      var names = axis.type === 'category' && axis.axisLabel && axis.axisLabel.width && axis.data;
      if (!names || !names.length) { return; }
      var prefix = place(names);
      layouts.forEach(function (layout) {
        var label = layout.yAxis && [].concat(layout.yAxis)[i] && [].concat(layout.yAxis)[i].axisLabel;
        if (!label || !label.width) { return; }
        var size = axis.axisLabel.fontSize || 12, room = label.width / size - slack;
        function lines(name) { return fold(prefix && name.indexOf(prefix) === 0 ? name.slice(prefix.length) : name, room); }
        var longest = Math.max.apply(null, names.map(function (name) { return Math.max.apply(null, lines(name).split('\n').map(ems)); }));
        label.formatter = lines;
        label.width = Math.min(label.width, Math.ceil((longest + slack) * size));
      });
    });
  }

  /* Takes numbers away from segments of bars that are narrower than they: a narrow screen has less room, larger type needs more. */
  function spare(made) {
    (made.series || []).forEach(function (s) {
      if (s.type !== 'bar' || !s.labelLayout) { return; }
      function within(datum) { return datum && datum.label && datum.label.position === 'inside'; }
      s.data.filter(within).forEach(function (datum) { Object.assign(datum.label, { overflow: 'truncate', ellipsis: '' }); });
      s.labelLayout = function (at) {
        return within(s.data[at.dataIndex]) && at.labelRect.width + 2 > at.rect.width ? { hideOverlap: true, width: 0 } : { hideOverlap: true };
      };
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
    letter(made);
    spare(made);
    if (look.patterns) { lay(option, made, look); }
    made.textStyle = made.textStyle || {};
    made.textStyle.fontFamily = made.textStyle.fontFamily || look.font;
    return made;
  };
}(this));
