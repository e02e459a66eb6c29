/* On a report's page, a figure of a statutory table opens what is known of it beside the cell. Without script the same link leads
   to the list at the end of the page, where the words are taken from. Where there is room, the document that the figure was read from
   stands beside, at its place. */
(function () {
  'use strict';
  var tables = document.querySelectorAll('table.official');
  if (!tables.length) { return; }
  var words = window.gongkai.words, element = window.gongkai.element;
  var pop = null, chosen = null;
  var pane = null, paneLink, view, dismissed = false;
  /* Below this width there is no room beside the tables: the link in what opens leads to the document. */
  var wide = window.matchMedia('(min-width: 60rem)');

  function close(back) {
    if (!pop) { return; }
    pop.remove();
    chosen.classList.remove('chosen');
    if (back) { chosen.querySelector('a').focus(); }
    pop = chosen = null;
  }

  /* The link at the foot of the page to write about it, narrowed to the figure. */
  function feedback(entry) {
    var p = element('p', 'note'), foot = document.querySelector('.site-foot a[href*="/feedback?about="]');
    if (foot) { p.appendChild(element('a', '', words.wrong)).href = foot.href + encodeURIComponent('#' + entry.id); }
    return p;
  }

  /* The entry's cells as terms and values, headed by the names of the list's columns. */
  function content(entry) {
    var heads = entry.closest('table').tHead.rows[0].cells;
    var list = element('dl', 'facts');
    for (var i = 1; i < entry.cells.length; i++) {
      var dd = element('dd');
      entry.cells[i].childNodes.forEach(function (n) { dd.appendChild(n.cloneNode(true)); });
      if (!dd.textContent.trim()) { continue; }
      var row = element('div');
      row.appendChild(element('dt', '', heads[i].textContent));
      row.appendChild(dd);
      list.appendChild(row);
    }
    return list;
  }

  /* The document that a figure was read from, in a frame at its place. It may do nothing but lead back to a figure. */
  function beside(entry) {
    var link = entry.querySelector('a[href*="/read#"]');
    if (!link || dismissed || !wide.matches) { return; }
    if (!pane) {
      pane = element('aside', 'pane');
      pane.setAttribute('aria-label', words.original);
      var head = element('div');
      paneLink = head.appendChild(element('a', '', words.original));
      var button = head.appendChild(element('button', 'close', '×'));
      button.type = 'button';
      button.setAttribute('aria-label', words.close);
      button.addEventListener('click', leave);
      pane.appendChild(head);
      view = element('iframe');
      view.setAttribute('sandbox', 'allow-top-navigation-by-user-activation');
      view.title = words.original;
      pane.appendChild(view);
      document.body.appendChild(pane);
      document.body.classList.add('with-pane');
    }
    paneLink.href = link.href;
    if (document.readyState === 'complete') { follow(); }
  }

  /* While the page itself loads, the document waits: the load event would wait for it. */
  function follow() {
    if (pane) { view.src = paneLink.href.replace('/read#', '/beside#'); }
  }

  function leave() {
    pane.remove();
    pane = null;
    dismissed = true;
    document.body.classList.remove('with-pane');
    if (chosen) { chosen.querySelector('a').focus(); }
  }

  function open(cell, entry) {
    close(false);
    beside(entry);
    if (pane) { cell.scrollIntoView({ block: 'nearest', inline: 'nearest' }); }
    chosen = cell;
    cell.classList.add('chosen');
    pop = element('div', 'pop');
    pop.setAttribute('role', 'dialog');
    pop.setAttribute('aria-label', entry.cells[0].textContent);
    pop.tabIndex = -1;
    var button = element('button', 'close', '×');
    button.type = 'button';
    button.setAttribute('aria-label', words.close);
    button.addEventListener('click', function () { close(true); });
    pop.appendChild(button);
    pop.appendChild(element('h3', '', entry.cells[0].textContent));
    pop.appendChild(content(entry));
    var how = document.getElementById('read-how');
    if (how) { pop.appendChild(element('p', 'note', how.textContent)); }
    pop.appendChild(feedback(entry));
    document.body.appendChild(pop);
    var at = cell.getBoundingClientRect();
    var room = pane ? pane.getBoundingClientRect().left : root().clientWidth;
    var left = Math.min(at.left, room - pop.offsetWidth - 16);
    pop.style.left = Math.max(16, left) + window.pageXOffset + 'px';
    pop.style.top = at.bottom + 6 + window.pageYOffset + 'px';
    pop.focus({ preventScroll: true });
  }

  function root() { return document.documentElement; }

  function show(anchor) {
    var cell = document.getElementById('cell-' + anchor), entry = document.getElementById(anchor);
    if (!cell || !entry) { return false; }
    open(cell, entry);
    return true;
  }

  tables.forEach(function (table) {
    table.addEventListener('click', function (e) {
      var a = e.target.closest('td a');
      if (!a || e.ctrlKey || e.metaKey || e.shiftKey || !show(a.hash.slice(1))) { return; }
      e.preventDefault();
      history.replaceState(null, '', a.hash);
    });
  });
  document.addEventListener('keydown', function (e) {
    if (e.key !== 'Escape') { return; }
    if (pop) { close(true); } else if (pane) { leave(); }
  });
  document.addEventListener('click', function (e) {
    if (pop && !pop.contains(e.target) && !chosen.contains(e.target) && !(pane && pane.contains(e.target))) { close(false); }
  });

  /* A link from elsewhere names a figure: its cell is brought into view rather than the list. */
  function arrive() {
    var anchor = decodeURIComponent(location.hash.slice(1));
    var cell = anchor && document.getElementById('cell-' + anchor);
    if (!cell) { return; }
    cell.scrollIntoView({ block: 'center', inline: 'center' });
    show(anchor);
  }
  arrive();
  /* The browser goes to the entry in the list by itself once the page is there; the cell has the last word. */
  window.addEventListener('load', function () { setTimeout(function () { arrive(); follow(); }, 0); });
  window.addEventListener('hashchange', arrive);
}());
