/* Moves over the points of one chart, by pointer or by arrow keys, and says each aloud. */
(function () {
  'use strict';
  var tip = window.gongkai.tip, words = window.gongkai.words, element = window.gongkai.element;
  var reach = 28; /* how near the pointer must be to a point, in pixels */
  var away = window.PointerEvent ? 'pointerdown' : 'click'; /* a phone tells of no click on what is no control */

  /* points() gives the chart's points as {series, index, tip, rect: {x, y, width, height}}, in the chart's own pixels; holds(x, y) is
     there for a shape that its rectangle does not tell. */
  window.gongkai.cursor = function (el, points) {
    var ring = element('div', 'ring'), hint = element('p', 'cursor-hint', words.hint);
    var current = null;
    ring.hidden = hint.hidden = true;
    el.parentNode.insertBefore(hint, el.nextSibling);

    function inWindow(rect) {
      var box = el.getBoundingClientRect();
      return { left: box.left + rect.x, top: box.top + rect.y, right: box.left + rect.x + rect.width, bottom: box.top + rect.y + rect.height };
    }

    function choose(p) {
      current = p;
      if (ring.parentNode !== el) { el.appendChild(ring); }
      ring.style.left = p.rect.x - 3 + 'px';
      ring.style.top = p.rect.y - 3 + 'px';
      ring.style.width = p.rect.width + 6 + 'px';
      ring.style.height = p.rect.height + 6 + 'px';
      ring.hidden = false;
      if (el.parentNode.classList.contains('swipe')) { bring(el.parentNode, p.rect); }
      tip.show(p.tip, inWindow(p.rect), closed);
    }

    /* Scrolls a chart that is wider than its window to a point. */
    function bring(frame, rect) {
      if (rect.x < frame.scrollLeft) { frame.scrollLeft = rect.x - reach; }
      if (rect.x + rect.width > frame.scrollLeft + frame.clientWidth) { frame.scrollLeft = rect.x + rect.width - frame.clientWidth + reach; }
    }

    function closed(inside) {
      clear();
      if (inside) { el.focus(); }
    }

    function clear() {
      current = null;
      ring.hidden = true;
      tip.hide();
    }

    function distance(rect, x, y) {
      var dx = Math.max(rect.x - x, 0, x - rect.x - rect.width), dy = Math.max(rect.y - y, 0, y - rect.y - rect.height);
      return Math.sqrt(dx * dx + dy * dy);
    }

    function nearest(e) {
      var box = el.getBoundingClientRect(), x = e.clientX - box.left, y = e.clientY - box.top;
      var best = null, least = reach;
      points().forEach(function (p) {
        var d = p.holds && p.holds(x, y) ? 0 : distance(p.rect, x, y);
        if (d <= least) { best = p; least = d; } /* of two on one place the later, which is drawn on top */
      });
      return best;
    }

    el.addEventListener('mousemove', function (e) {
      if (tip.pinned()) { return; }
      var p = nearest(e);
      if (p && p !== current) { choose(p); }
      if (!p && current) { ring.hidden = true; current = null; tip.leave(); }
    });
    el.addEventListener('mouseleave', function () {
      if (tip.pinned()) { return; }
      ring.hidden = true;
      current = null;
      tip.leave();
    });
    el.addEventListener('click', function (e) {
      var p = nearest(e);
      if (!p) { clear(); return; }
      choose(p);
      tip.pin();
    });
    document.addEventListener(away, function (e) {
      if (current && tip.pinned() && !el.contains(e.target) && !tip.element.contains(e.target)) { clear(); }
    });

    /* The next point in a direction: along its series, or the nearest of another series at the same place. */
    function step(key) {
      var all = points();
      if (!all.length) { return null; }
      var now = current && all.find(function (p) { return p.series === current.series && p.index === current.index; });
      if (!now) { return all[0]; }
      if (key === 'Home') { return all[0]; }
      if (key === 'End') { return all[all.length - 1]; }
      var ahead = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key];
      var best = null, least = Infinity;
      all.forEach(function (p) {
        var dx = center(p, 'x') - center(now, 'x'), dy = center(p, 'y') - center(now, 'y');
        var along = dx * ahead[0] + dy * ahead[1], aside = Math.abs(dx * ahead[1]) + Math.abs(dy * ahead[0]);
        if (p === now || along < 1) { return; }
        var cost = ahead[0] ? along + (p.series === now.series ? 0 : 1000) + aside / 100 : along + aside * 10;
        if (cost < least) { best = p; least = cost; }
      });
      return best || now;
    }

    function center(p, axis) {
      return axis === 'x' ? p.rect.x + p.rect.width / 2 : p.rect.y + p.rect.height / 2;
    }

    el.addEventListener('keydown', function (e) {
      if (/^(Arrow(Left|Right|Up|Down)|Home|End)$/.test(e.key)) {
        var p = step(e.key);
        if (!p) { return; }
        e.preventDefault();
        choose(p);
        window.gongkai.say([p.tip.name, p.tip.year, p.tip.text, p.tip.note].filter(Boolean).join(' '));
      } else if (e.key === 'Enter' && current) {
        e.preventDefault();
        tip.pin();
        if (tip.link()) { tip.link().focus(); }
      }
    });
    el.addEventListener('focus', function () { hint.hidden = false; });
    el.addEventListener('blur', function () {
      hint.hidden = true;
      if (!tip.pinned()) { clear(); }
    });
    return { clear: clear };
  };
}());
