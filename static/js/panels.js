/* What a figure unfolds: its table, files, definitions and citations. Each link of its row shows one of them and folds the others; the
   link of the chart folds them all. Texts to copy are completed and get a button. */
(function () {
  'use strict';
  var words = window.gongkai.words, element = window.gongkai.element;

  document.querySelectorAll('[data-panels]').forEach(function (nav) {
    var links = Array.prototype.slice.call(nav.querySelectorAll('a[href^="#"]'));

    function panel(a) {
      var target = document.getElementById(a.hash.slice(1));
      return target && target.tagName === 'DETAILS' ? target : null;
    }

    function told(a, details) { a.setAttribute('aria-expanded', String(details.open)); }

    links.forEach(function (a) {
      var own = panel(a);
      if (own) {
        told(a, own);
        a.setAttribute('aria-controls', own.id);
        own.addEventListener('toggle', function () { told(a, own); });
      }
      a.addEventListener('click', function (e) {
        if (e.ctrlKey || e.metaKey || e.shiftKey) { return; }
        e.preventDefault();
        var open = own && !own.open;
        links.forEach(function (other) {
          var details = panel(other);
          if (details) { details.open = details === own && open; told(other, details); }
        });
        if (!own) {
          var chart = document.getElementById(a.hash.slice(1));
          if (chart) { chart.focus(); }
        }
      });
    });
  });

  /* A site that does not know its own address leaves the host to us; the day of access is today. */
  function complete(field) {
    var path = field.getAttribute('data-path'), today = field.getAttribute('data-today');
    if (path) { field.value = field.value.split(path).join(location.origin + path); }
    if (today) {
      var now = new Date(), two = function (n) { return (n < 10 ? '0' : '') + n; };
      field.value = field.value.replace(today, now.getFullYear() + '-' + two(now.getMonth() + 1) + '-' + two(now.getDate()));
    }
  }

  document.querySelectorAll('.copy textarea').forEach(function (field) {
    var button = element('button', 'quiet', words.copy), label = field.parentNode.querySelector('label');
    complete(field);
    button.type = 'button';
    if (label) { button.setAttribute('aria-label', words.copy + ' ' + label.textContent); }
    button.addEventListener('click', function () {
      field.select();
      window.gongkai.say(document.execCommand('copy') ? words.copied : words.notCopied);
    });
    field.parentNode.appendChild(button);
  });
}());
