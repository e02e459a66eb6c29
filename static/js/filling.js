/* What is typed into the form is saved as one types, and what the server makes of it is shown. Until the server has said that it has a
   change, the change is kept in this browser: a lost connection, an expired session or a closed window lose nothing. */
(function () {
  'use strict';
  var form = document.getElementById('filling');
  if (!form || form.querySelector('.conflicts.unsettled')) { return; } /* a page that shows a conflict is settled by its buttons */
  var element = window.gongkai.element;
  var bar = document.getElementById('filling-bar'), line = document.getElementById('filling-state'), again = document.getElementById('filling-sign-in');
  var cellLine = document.getElementById('filling-cell'), conflicts = document.getElementById('filling-conflicts');
  var pause = 400, patience = 15000, slowest = 30000;
  var store = 'gongkai.filling ' + form.getAttribute('data-user') + ' ' + form.getAttribute('action').replace(/^\/en\//, '/');

  var base = JSON.parse(form.elements.seen.value); /* what the server keeps of each field */
  var pending = {};      /* by field: from what to what it was changed, and theirs where somebody else changed it too */
  var sent = null;       /* the changes that are on their way */
  var timer = 0, wait = 0, stored = true, notes = [];

  function fieldOf(name) {
    if (name.indexOf('none:') === 0) {
      return Array.prototype.filter.call(form.querySelectorAll('input[name="none"]'), function (box) { return box.value === name.slice(5); })[0];
    }
    return document.getElementById(name);
  }
  function nameOf(field) { return field.name === 'none' ? 'none:' + field.value : field.name; }
  function valueOf(field) { return field.type === 'checkbox' ? (field.checked ? '1' : '') : field.value; }
  function show(field, value) {
    if (field.type === 'checkbox') { field.checked = value === '1'; } else { field.value = value; }
  }
  /* As the server keeps it. */
  function kept(name, value) { return /^t\d\./.test(name) ? value.trim() : value.replace(/\r\n?/g, '\n').replace(/[ \t\n]+$/, ''); }
  function at(values, name) { return values[name] || ''; }
  function words(name, values) {
    return bar.getAttribute('data-' + name).replace(/\{(\w+)\}/g, function (all, key) { return values[key]; });
  }
  function open() { return Object.keys(pending).filter(function (n) { return pending[n].theirs === undefined; }); }

  /* Another window may have the same form open: each changes its own fields of what is kept here. */
  function remember(name) {
    try {
      var all = JSON.parse(localStorage.getItem(store) || '{}');
      if (pending[name]) { all[name] = { from: pending[name].from, to: pending[name].to }; } else { delete all[name]; }
      if (Object.keys(all).length) { localStorage.setItem(store, JSON.stringify(all)); } else { localStorage.removeItem(store); }
      stored = true;
    } catch (e) {
      stored = false;
    }
  }

  function state(name, text) {
    line.textContent = text || (stored || name === 'saved' || name === 'saving' ? bar.getAttribute('data-' + name) : bar.getAttribute('data-nowhere'));
    bar.setAttribute('data-state', name);
    again.hidden = name !== 'out';
  }

  function changed(field) {
    var name = nameOf(field), value = kept(name, valueOf(field));
    if (!name || name === 'reason' || !fieldOf(name)) { return; }
    if (!pending[name]) { pending[name] = { from: at(base, name) }; }
    pending[name].to = value;
    if (pending[name].theirs === undefined && value === pending[name].from && !(sent && sent[name])) { delete pending[name]; }
    remember(name);
    if (pending[name] && pending[name].theirs !== undefined) { return listConflicts(); }
    if (open().length) { soon(pause); }
  }

  function soon(ms) {
    clearTimeout(timer);
    timer = setTimeout(send, ms);
  }

  /* Sends what is open, and asks how the form stands. Settles to whether the server has everything. */
  function send() {
    clearTimeout(timer);
    if (sent) { return sent.done; }
    sent = {};
    var edits = open().map(function (name) {
      sent[name] = pending[name].to;
      return { field: name, from: pending[name].from, to: pending[name].to };
    });
    var body = new FormData();
    body.append('token', form.elements.token.value);
    body.append('edits', JSON.stringify(edits));
    if (edits.length) { state('saving'); }
    var give = new AbortController(), late = setTimeout(function () { give.abort(); }, patience);
    var carried = sent;
    var done = fetch(form.getAttribute('action') + '/edits', { method: 'POST', body: body, credentials: 'same-origin', signal: give.signal, headers: { Accept: 'application/json' } })
      .then(function (res) {
        if (res.status === 401 || res.status === 403) { return 'out'; }
        if (res.status === 422) { return res.json().then(function (a) { return { refused: a.error }; }); }
        if (!res.ok) { return 'trouble'; }
        return res.json();
      })
      .catch(function () { return 'offline'; })
      .then(function (answer) {
        clearTimeout(late);
        sent = null;
        return take(answer, carried);
      });
    sent = carried;
    Object.defineProperty(sent, 'done', { value: done });
    return done;
  }

  function take(answer, carried) {
    if (answer === 'out') { return renew(); }
    if (answer === 'offline' || answer === 'trouble') {
      state(answer);
      wait = Math.min(wait ? wait * 2 : 2000, slowest);
      soon(wait);
      return false;
    }
    wait = 0;
    if (answer.refused) {
      state('refused', words('refused', { why: answer.refused }));
      return false;
    }
    merge(answer, carried);
    present(answer);
    if (open().length) {
      soon(pause);
    } else if (Object.keys(pending).length) {
      state('contested', words('contested', { n: Object.keys(pending).length }));
    } else {
      state('saved');
    }
    return !Object.keys(pending).length;
  }

  /* A session that ran out, or a new one since the page was opened: the page tells, and brings the token of the new one. */
  function renew() {
    return fetch(form.getAttribute('action'), { credentials: 'same-origin' }).then(function (res) {
      if (!res.ok && res.status !== 403) { throw new Error(res.status); }
      return res.text().then(function (text) {
        var there = new DOMParser().parseFromString(text, 'text/html').getElementById('filling');
        if (!there || there.getAttribute('data-user') !== form.getAttribute('data-user')) {
          state('out');
          return false;
        }
        if (there.querySelector('[name="token"]').value === form.elements.token.value) { throw new Error('refused'); }
        document.querySelectorAll('input[name="token"]').forEach(function (t) { t.value = there.querySelector('[name="token"]').value; });
        return send();
      });
    }).catch(function () { return take('offline'); });
  }

  /* What the server keeps now, beside what is typed here. */
  function merge(answer, carried) {
    var others = 0, names = {};
    (answer.conflicts || []).forEach(function (c) { names[c.field] = c; });
    Object.keys(Object.assign({}, base, answer.values, carried, pending)).forEach(function (name) {
      var now = at(answer.values, name), p = pending[name], field = fieldOf(name);
      if (names[name] && p) {
        p.theirs = now;
        p.words = names[name];
        p.told = carried[name];
      } else if (name in carried) {
        if (p && p.to === carried[name]) { delete pending[name]; } else if (p) { p.from = now; }
        remember(name);
      } else if (now !== at(base, name) && field && !p) {
        show(field, now);
        others++;
      } else if (p && p.theirs !== undefined) {
        p.theirs = now;
      }
    });
    base = answer.values;
    document.querySelectorAll('input[name="seen"]').forEach(function (i) { i.value = JSON.stringify(base); });
    if (others) { document.getElementById('filling-said').textContent = words('others', { n: others }); }
    listConflicts();
  }

  /* Fields that somebody else changed too, to choose from. */
  function listConflicts() {
    var names = Object.keys(pending).filter(function (n) { return pending[n].theirs !== undefined; });
    var list = conflicts.querySelector('.choices');
    list.textContent = '';
    conflicts.hidden = !names.length;
    names.forEach(function (name) {
      var p = pending[name], set = list.appendChild(element('fieldset')), legend = set.appendChild(element('legend'));
      legend.appendChild(element('a', '', p.words.name)).href = '#' + name;
      [['mine', p.to === p.told ? p.words.mine : p.to], ['theirs', p.words.theirs]].forEach(function (side) {
        var button = set.appendChild(element('button', 'quiet', conflicts.getAttribute('data-' + side[0])));
        button.type = 'button';
        button.appendChild(element('b', '', side[1]));
        button.addEventListener('click', function () { choose(name, side[0]); });
      });
    });
  }

  function choose(name, side) {
    var p = pending[name];
    if (side === 'mine') {
      pending[name] = { from: p.theirs, to: p.to };
    } else {
      delete pending[name];
      show(fieldOf(name), p.theirs);
    }
    remember(name);
    listConflicts();
    send();
  }

  /* Totals, findings and counts as the server worked them out. */
  function present(answer) {
    Object.keys(answer.totals).forEach(function (id) {
      var out = document.getElementById(id);
      if (out && out.textContent !== answer.totals[id]) { out.textContent = answer.totals[id]; }
    });
    notes = answer.notes || [];
    var says = {};
    notes.forEach(function (n) {
      if (n.section) { n.places.forEach(function (p) { (says[p] = says[p] || []).push(n.id); }); }
    });
    form.querySelectorAll('table.entry input, table.entry output').forEach(function (f) {
      var of = says[f.id] || [], last = document.getElementById(f.id + '-last');
      var describes = last ? of.concat(last.id) : of;
      f.closest('td').classList.toggle('suspect', of.length > 0);
      if (describes.length) { f.setAttribute('aria-describedby', describes.join(' ')); } else { f.removeAttribute('aria-describedby'); }
      if (f.tagName === 'INPUT') {
        if (answer.wrong.indexOf(f.id) >= 0) { f.setAttribute('aria-invalid', 'true'); } else { f.removeAttribute('aria-invalid'); }
      }
    });
    [0, 2, 3, 4].forEach(function (no) { list(document.querySelector('#notes-' + no + ' ul'), notes.filter(function (n) { return n.section === no; })); });
    [['filling-lead', answer.lead], ['filling-kept', answer.kept], ['filling-releases', answer.releases], ['filling-compared', answer.compared]].forEach(function (x) {
      var el = document.getElementById(x[0]);
      if (!el) { return; }
      el.textContent = x[1];
      el.hidden = !x[1];
    });
    var changes = document.getElementById('filling-changes');
    if (changes) {
      changes.textContent = '';
      (answer.changes || []).forEach(function (c) { changes.appendChild(element('li', '', c)); });
    }
    document.getElementById('filling-drop').hidden = !answer.version;
    describe();
    form.dispatchEvent(new CustomEvent('filling-answer', { detail: answer }));
  }

  function list(ul, of) {
    ul.textContent = '';
    ul.hidden = !of.length;
    of.forEach(function (n) {
      var li = ul.appendChild(element('li')), div;
      li.id = n.id;
      li.appendChild(element('span')).appendChild(element('span', 'mark ' + n.tone, n.label));
      div = li.appendChild(element('div', '', n.sentence));
      if (!n.cells || !n.cells.length) { return; }
      var where = div.appendChild(element('p', 'where'));
      n.cells.forEach(function (c) {
        if (c.href) { where.appendChild(element('a', '', c.text)).href = c.href; } else { where.appendChild(element('span', '', c.text)); }
      });
    });
  }

  /* The sentences about the cell one is in, in view whatever is scrolled away. */
  function describe() {
    var field = document.activeElement, of = [];
    if (field && field.closest && field.closest('table.entry')) {
      of = notes.filter(function (n) { return n.section && n.places.indexOf(field.id) >= 0; }).map(function (n) { return n.sentence; });
    }
    cellLine.textContent = of.join(' ');
    cellLine.hidden = !of.length;
  }

  /* What this browser kept of an earlier visit is typed in again. */
  function restore() {
    var all, found = 0;
    try { all = JSON.parse(localStorage.getItem(store) || '{}'); } catch (e) { return; }
    Object.keys(all).forEach(function (name) {
      var field = fieldOf(name);
      if (!field || all[name].to === at(base, name)) { return remember(name); }
      pending[name] = all[name];
      show(field, all[name].to);
      found++;
    });
    if (found) { document.getElementById('filling-said').textContent = words('found', { n: found }); }
  }

  form.addEventListener('input', function (e) { changed(e.target); });
  form.addEventListener('change', function (e) {
    changed(e.target);
    if (open().length && !wait) { soon(0); }
  });
  form.addEventListener('focusin', describe);
  window.addEventListener('online', function () { send(); });
  window.addEventListener('offline', function () { state('offline'); });
  document.addEventListener('visibilitychange', function () {
    if (!document.hidden || open().length) { send(); }
  });
  window.addEventListener('beforeunload', function (e) {
    if (!stored && Object.keys(pending).length) {
      e.preventDefault();
      e.returnValue = '';
    }
  });

  window.addEventListener('pageshow', function () { going = false; });

  /* Saving and handing in by the buttons come after what is still open. */
  var going = false;
  form.addEventListener('submit', function (e) {
    if (going) { return; }
    e.preventDefault();
    var button = e.submitter || document.activeElement, to = button && button.getAttribute('formaction');
    Promise.resolve(send()).then(function (done) { return done || !open().length ? done : send(); }).then(function (done) {
      if (!done) {
        if (!conflicts.hidden) { conflicts.scrollIntoView(); }
        return;
      }
      going = true;
      if (to) { form.setAttribute('action', to); }
      form.submit();
    });
  });

  /* A page that could not be saved as it was sent shows what was typed. */
  Array.prototype.forEach.call(form.elements, function (field) {
    var name = field.name && nameOf(field);
    if (!name || ['token', 'seen', 'submission', 'reason'].indexOf(name) >= 0 || field.type === 'radio') { return; }
    if (kept(name, valueOf(field)) !== at(base, name)) { pending[name] = { from: at(base, name), to: kept(name, valueOf(field)) }; }
  });
  restore();
  bar.hidden = false;
  form.classList.add('live');
  if (open().length) { send(); } else { state('saved'); }
})();
