/* Sorting by a column, for tables that allow it: ascending, descending, and back to the order given. */
(function () {
  'use strict';
  var collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  /* The value to sort by; undefined for a cell without one, which goes last either way. */
  function key(cell) {
    if (!cell) { return undefined; }
    if (cell.hasAttribute('data-sort')) { return Number(cell.getAttribute('data-sort')); }
    if (cell.tagName === 'TH') { return cell.textContent; }
    return cell.classList.contains('missing') ? undefined : cell.textContent;
  }

  function compare(a, b) {
    return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
  }

  function sort(table, column, direction, original) {
    var body = table.tBodies[0];
    var rows = original.slice();
    if (direction) {
      rows.sort(function (x, y) {
        var a = key(x.cells[column]), b = key(y.cells[column]);
        if (a === undefined || b === undefined) { return (a === undefined) - (b === undefined); }
        return direction * compare(a, b);
      });
    }
    rows.forEach(function (r) { body.appendChild(r); });
  }

  document.querySelectorAll('table[data-sortable]').forEach(function (table) {
    var head = table.tHead.rows[table.tHead.rows.length - 1];
    var original = Array.prototype.slice.call(table.tBodies[0].rows);
    var heads = Array.prototype.slice.call(head.cells);
    heads.forEach(function (th, column) {
      var button = document.createElement('button');
      button.type = 'button';
      while (th.firstChild) { button.appendChild(th.firstChild); }
      th.appendChild(button);
      button.addEventListener('click', function () {
        var next = { ascending: 'descending', descending: '' }[th.getAttribute('aria-sort')];
        if (next === undefined) { next = 'ascending'; }
        heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
        if (next) { th.setAttribute('aria-sort', next); }
        sort(table, column, { ascending: 1, descending: -1 }[next] || 0, original);
      });
    });
  });
}());
