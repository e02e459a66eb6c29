/* The form to upload reports: files can be dropped on it and taken off again, and it says how far it is. What became of them comes as the
   page that the form would lead to; of that the results and the versions it knows are taken over, so that nothing chosen is lost. */
(function () {
  'use strict';
  var element = window.gongkai.element, form = document.querySelector('form[data-upload]');
  if (!form || !window.FormData || !window.DOMParser || !window.DataTransfer) { return; }
  var words = form.dataset, field = form.querySelector('input[type="file"]'), box = field.parentNode;
  var list = element('ul', 'chosen'), told = form.querySelector('.progress'), button = form.querySelector('button[type="submit"]');
  var bar = document.createElement('progress');
  bar.max = 100;
  bar.hidden = true;
  bar.setAttribute('aria-hidden', 'true');
  box.appendChild(element('p', 'hint', words.drop));
  box.appendChild(list);
  told.parentNode.insertBefore(bar, told);

  function files() { return Array.prototype.slice.call(field.files); }

  function choose(chosen) {
    var transfer = new DataTransfer();
    chosen.forEach(function (f) { transfer.items.add(f); });
    field.files = transfer.files;
    show();
  }

  function megabytes(bytes) { return (bytes / 1048576).toFixed(bytes < 10485760 ? 1 : 0); }

  function size(bytes) { return bytes < 1048576 ? Math.ceil(bytes / 1024) + ' KB' : megabytes(bytes) + ' MB'; }

  function show() {
    list.textContent = '';
    files().forEach(function (f, i) {
      var li = element('li', '', f.name + ' '), off = element('button', 'quiet', words.remove);
      li.appendChild(element('span', 'count', size(f.size)));
      off.type = 'button';
      off.setAttribute('aria-label', words.remove + ' ' + f.name);
      off.addEventListener('click', function () { choose(files().filter(function (x, j) { return j !== i; })); field.focus(); });
      li.appendChild(off);
      list.appendChild(li);
    });
  }

  field.addEventListener('change', show);
  ['dragenter', 'dragover', 'dragleave', 'drop'].forEach(function (name) {
    box.addEventListener(name, function (e) {
      e.preventDefault();
      box.classList.toggle('over', name === 'dragenter' || name === 'dragover');
      if (name === 'drop') {
        choose(files().concat(Array.prototype.slice.call(e.dataTransfer.files)));
      }
    });
  });

  function say(text) { told.textContent = text; }

  function done(text) {
    bar.hidden = true;
    button.disabled = false;
    say(text || '');
  }

  /* Takes over what the answer says. Files stay chosen unless they were looked at. */
  function take(page) {
    var doc = new DOMParser().parseFromString(page, 'text/html'), results = doc.getElementById('results'), seen = doc.getElementById('seen');
    if (!results || !seen) { return false; }
    document.getElementById('results').replaceWith(document.importNode(results, true));
    document.getElementById('seen').replaceWith(document.importNode(seen, true));
    if (results.querySelector('.received')) { choose([]); }
    document.getElementById('results').focus();
    return true;
  }

  function send() {
    var request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.upload.addEventListener('progress', function (e) {
      if (!e.lengthComputable) { return; }
      bar.value = Math.floor(100 * e.loaded / e.total);
      say(e.loaded < e.total ? words.sending.replace('#', bar.value) : words.reading);
    });
    request.addEventListener('load', function () {
      if (request.status === 401) { done(words.out); return; }
      done(take(request.responseText) ? '' : words.lost);
    });
    request.addEventListener('error', function () { done(words.lost); });
    request.send(new FormData(form));
  }

  form.addEventListener('submit', function (e) {
    var total = files().reduce(function (sum, f) { return sum + f.size; }, 0);
    if (!files().length) { return; }
    e.preventDefault();
    if (total > words.most * 1048576) { say(words.large.replace('#', megabytes(total))); return; }
    button.disabled = true;
    bar.value = 0;
    bar.hidden = false;
    say(words.sending.replace('#', 0));
    /* Whoever is no longer signed in may send nothing large: better to hear so before. */
    fetch(form.action, { method: 'HEAD', redirect: 'manual', credentials: 'same-origin' })
      .then(function (answer) { if (answer.ok) { send(); } else { done(words.out); } }, function () { done(words.lost); });
  });
})();
