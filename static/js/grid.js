/* The tables of the form are used like a spreadsheet: arrows and Enter go from cell to cell, and a block that was copied in Excel or Word
   is pasted cell by cell. A block that does not fit is not pasted at all: half of it, or shifted by a column, would be wrong in silence. */
(function () {
  'use strict';
  var form = document.getElementById('filling');
  if (!form) { return; }
  var bar = document.getElementById('filling-bar'), said = document.getElementById('filling-said'), undo = document.getElementById('filling-undo');
  var before = null, totals = null;
  var longest = 20;

  /* A table as rows of places: what a cell that reaches over several holds stands at each of them. */
  function spread(table, of) {
    var rows = [];
    Array.prototype.forEach.call(table.rows, function (row, y) {
      var x = 0;
      rows[y] = rows[y] || [];
      Array.prototype.forEach.call(row.cells, function (cell) {
        while (rows[y][x] !== undefined) { x++; }
        for (var dy = 0; dy < Math.min(cell.rowSpan || 1, table.rows.length - y); dy++) {
          for (var dx = 0; dx < Math.min(cell.colSpan, 100); dx++) {
            rows[y + dy] = rows[y + dy] || [];
            rows[y + dy][x + dx] = of(cell);
          }
        }
      });
    });
    return rows;
  }

  /* The fields and totals of a table; null where a heading stands. */
  function fields(table) {
    return spread(table, function (cell) { return cell.querySelector('input, output'); });
  }

  function place(grid, field) {
    for (var y = 0; y < grid.length; y++) {
      var x = grid[y].indexOf(field);
      if (x >= 0) { return { x: x, y: y }; }
    }
    return null;
  }

  /* Goes to the next field in a direction, over totals and headings. */
  function go(field, dx, dy) {
    var grid = fields(field.closest('table')), at = place(grid, field);
    for (var x = at.x + dx, y = at.y + dy; grid[y] && x >= 0 && x < grid[y].length; x += dx, y += dy) {
      var next = grid[y][x];
      if (next && next !== field && next.tagName === 'INPUT') {
        next.focus();
        next.select();
        return;
      }
    }
  }

  function put(field, value) {
    if (field.value === value) { return; }
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function cellOf(e) { return e.target.closest && e.target.closest('table.entry') && e.target.tagName === 'INPUT' ? e.target : null; }

  form.addEventListener('focusin', function (e) {
    var field = cellOf(e);
    if (field) { field.setAttribute('data-before', field.value); }
  });

  form.addEventListener('keydown', function (e) {
    var field = cellOf(e);
    if (!field || e.ctrlKey || e.altKey || e.metaKey || e.isComposing) { return; }
    var all = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    var first = all || field.selectionEnd === 0, last = all || field.selectionStart === field.value.length;
    var step = { ArrowUp: [0, -1], ArrowDown: [0, 1], Enter: [0, e.shiftKey ? -1 : 1] }[e.key];
    if (e.shiftKey && e.key !== 'Enter') { return; }
    if (e.key === 'ArrowLeft' && first) { step = [-1, 0]; }
    if (e.key === 'ArrowRight' && last) { step = [1, 0]; }
    if (step) {
      e.preventDefault();
      go(field, step[0], step[1]);
    } else if (e.key === 'F2') {
      e.preventDefault();
      field.setSelectionRange(field.value.length, field.value.length);
    } else if (e.key === 'Escape') {
      put(field, field.getAttribute('data-before'));
      field.select();
    }
  });

  /* Enter never sends the form from a cell. */
  form.addEventListener('keypress', function (e) {
    if (cellOf(e) && e.key === 'Enter') { e.preventDefault(); }
  });

  /* A block as rows of texts: the table of Word's or Excel's HTML, where merged cells are known, or else text with tabs. */
  function block(data) {
    var table = new DOMParser().parseFromString(data.getData('text/html') || '', 'text/html').querySelector('table');
    if (table) { return spread(table, function (cell) { return cell.textContent.replace(/\s+/g, ' ').trim(); }); }
    var text = data.getData('text/plain').replace(/\r\n?/g, '\n').replace(/\n$/, '');
    return text.split('\n').map(function (line) { return line.split('\t').map(function (s) { return s.replace(/^"([\s\S]*)"$/, '$1').trim(); }); });
  }

  function number(s) { return /^[-+−－]?[\d０-９][\d０-９,，.．]*$/.test(s); }
  function data(s) { return s === '' || number(s) || /^[\/\\—–\-－─无]+$/.test(s); }
  function plain(s) { return s.replace(/[０-９]/g, function (d) { return String.fromCharCode(d.charCodeAt(0) - 0xfee0); }).replace(/[,，]/g, ''); }

  /* A block without the headings above and the names beside its numbers. */
  function bare(rows, room) {
    rows = rows.slice();
    while (rows.length > 1 && rows[0].some(function (s) { return !data(s); }) && !rows[0].some(number)) { rows.shift(); }
    var numbered = rows.filter(function (r) { return r.some(number); });
    function column(test) { return numbered.length && numbered.every(function (r) { return test(r[0] || ''); }); }
    function drop() {
      rows = rows.map(function (r) { return r.slice(1); });
      numbered = numbered.map(function (r) { return r.slice(1); });
    }
    var names = 0;
    while (column(function (s) { return s === '' || !data(s); }) && numbered.some(function (r) { return r[0]; })) { drop(); names++; }
    /* Names that reach over several columns leave empty ones in plain text. */
    while (names && numbered[0].length > room && column(function (s) { return s === ''; })) { drop(); }
    return rows;
  }

  /* What stands in a sentence of the page for {n} and the like. */
  function words(name, values) {
    return bar.getAttribute('data-' + name).replace(/\{(\w+)\}/g, function (all, key) { return values[key]; });
  }

  function tell(text, tone) {
    said.textContent = text;
    said.className = 'said ' + (tone || '');
  }

  function paste(field, rows) {
    var grid = fields(field.closest('table')), at = place(grid, field);
    rows = bare(rows, grid[at.y].length - at.x);
    var puts = [], sums = {}, misfit = false;
    rows.forEach(function (row, dy) {
      row.forEach(function (text, dx) {
        var to = (grid[at.y + dy] || [])[at.x + dx];
        if (!to) {
          misfit = misfit || number(text);
        } else if (to.tagName === 'OUTPUT') {
          if (number(text)) { sums[to.id] = text; }
        } else {
          var known = puts.filter(function (p) { return p.field === to; })[0];
          if (!known) { puts.push({ field: to, was: to.value, text: text }); } else if (!known.text) { known.text = text; }
        }
      });
    });
    undo.hidden = true;
    if (misfit || !puts.length) {
      tell(words('misfit', { rows: rows.length, columns: Math.max.apply(null, rows.map(function (r) { return r.length; })) }), 'error');
      return;
    }
    before = puts;
    totals = sums;
    puts.forEach(function (p) { put(p.field, p.text.length > longest ? p.text.slice(0, longest - 1) + '…' : p.text); });
    undo.hidden = false;
    tell(words('pasted', { n: puts.length }));
  }

  form.addEventListener('paste', function (e) {
    var field = cellOf(e);
    if (!field || !e.clipboardData) { return; }
    var rows = block(e.clipboardData);
    if (rows.length === 1 && rows[0].length === 1 && rows[0][0].length <= longest && !e.clipboardData.getData('text/html')) { return; }
    e.preventDefault();
    paste(field, rows);
  });

  undo.addEventListener('click', function () {
    before.forEach(function (p) { put(p.field, p.was); });
    before[0].field.focus();
    before = totals = null;
    undo.hidden = true;
    tell(words('undone', {}));
  });

  /* Totals that came with a block are compared with those that were worked out, once the block has been saved. */
  form.addEventListener('filling-answer', function (e) {
    if (!totals || !before.every(function (p) { return (e.detail.values[p.field.name] || '') === p.field.value.trim(); })) { return; }
    var wrong = Object.keys(totals).filter(function (id) {
      return e.detail.totals[id] && plain(totals[id]) !== e.detail.totals[id];
    });
    if (wrong.length) {
      tell(words('total', { cell: document.getElementById(wrong[0]).getAttribute('aria-label'), pasted: totals[wrong[0]], total: e.detail.totals[wrong[0]], n: wrong.length }), 'error');
    }
    totals = null;
  });
})();
