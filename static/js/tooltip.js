/* What is known of one point of a chart, in an element of our own: it shows on hover and focus, stays while the pointer is on it,
   is pinned by a click or tap, and closes with Esc. */
(function () {
  'use strict';
  var words = window.gongkai.words, element = window.gongkai.element;
  var tip = element('div', 'tip');
  var button = element('button', 'close', '×');
  var leaving = 0, pinned = false, closed = null;
  tip.hidden = true;
  button.type = 'button';
  button.setAttribute('aria-label', words.close);
  button.addEventListener('click', close);
  tip.addEventListener('mouseenter', function () { clearTimeout(leaving); });
  tip.addEventListener('mouseleave', leave);

  function row(table, term, value) {
    if (!value) { return; }
    var tr = table.insertRow();
    var th = element('th', '', term);
    th.scope = 'row';
    tr.appendChild(th);
    var td = element('td', '', value);
    tr.appendChild(td);
  }

  /* Shows a point at a place on the page: {left, top, right, bottom} in the window. onClose is called when the visitor closes it. */
  function show(point, at, onClose) {
    clearTimeout(leaving);
    closed = onClose;
    pinned = false;
    tip.textContent = '';
    var table = element('table');
    table.appendChild(element('caption', '', point.name + (point.year ? ' ' + point.year : '')));
    row(table, words.value, point.text);
    row(table, words.note, point.note);
    tip.appendChild(table);
    if (point.href) {
      var a = element('a', '', words.source);
      a.href = point.href;
      tip.appendChild(a);
    }
    if (!tip.parentNode) { document.body.appendChild(tip); }
    tip.hidden = false;
    place(at);
  }

  function place(at) {
    var width = document.documentElement.clientWidth;
    var left = at.right + 8;
    if (left + tip.offsetWidth > width - 8) { left = at.left - tip.offsetWidth - 8; }
    tip.style.left = Math.max(8, Math.min(left, width - tip.offsetWidth - 8)) + window.pageXOffset + 'px';
    var top = at.top - 8;
    if (left < 8) { top = at.bottom + 8; }
    tip.style.top = Math.max(8, top) + window.pageYOffset + 'px';
  }

  function hide() {
    clearTimeout(leaving);
    pinned = false;
    tip.hidden = true;
  }

  /* Hides after a moment, long enough to move the pointer onto the element. */
  function leave() {
    if (pinned) { return; }
    clearTimeout(leaving);
    leaving = setTimeout(hide, 250);
  }

  /* Keeps what is shown until it is closed, and gives it a button for whoever has no Esc key. */
  function pin() {
    pinned = true;
    tip.appendChild(button);
  }

  /* Esc closes whatever is shown, by pointer or by key, wherever the focus is; it goes back to where it came from. */
  function close() {
    var inside = tip.contains(document.activeElement), tell = closed;
    hide();
    if (tell) { tell(inside); }
  }
  document.addEventListener('keydown', function (e) {
    if (e.key === 'Escape' && !tip.hidden) { close(); }
  });

  window.gongkai.tip = {
    show: show,
    hide: hide,
    leave: leave,
    pin: pin,
    pinned: function () { return pinned; },
    link: function () { return tip.querySelector('a'); },
    element: tip
  };
}());
