/* What every page needs from script: tables under charts are folded until asked for, and unfolded in print. */
(function () {
  'use strict';
  var root = document.documentElement;
  root.classList.add('js');

  var english = root.lang.indexOf('en') === 0;
  window.gongkai = {
    /* The words script writes itself; all others come with the page. */
    words: english
      ? { source: 'Source', close: 'Close', original: 'Original document', hint: 'Arrow keys move from point to point, Enter pins, Esc closes.', sort: 'Sort by', value: 'Value', note: 'Note',
          copy: 'Copy', copied: 'Copied.', notCopied: 'Could not copy; the text is selected.', wrong: 'Is this number wrong?',
          wechat: 'WeChat cannot download files. Open this page in a browser (menu “…” at the top right), or copy the address of the file.', copyLink: 'Copy address' }
      : { source: '出处', close: '关闭', original: '原件', hint: '方向键逐点查看，回车键固定，Esc 键关闭。', sort: '排序：', value: '数值', note: '说明',
          copy: '复制', copied: '已复制。', notCopied: '没能复制，文字已选中。', wrong: '数字有误？',
          wechat: '微信里不能下载文件。请点右上角“…”，选“在浏览器打开”，或复制文件的链接。', copyLink: '复制链接' },

    element: function (name, className, text) {
      var el = document.createElement(name);
      if (className) { el.className = className; }
      if (text !== undefined) { el.textContent = text; }
      return el;
    },

    /* Says something to those who listen to the page. */
    say: function (text) {
      live.textContent = '';
      live.textContent = text;
    }
  };
  var live = window.gongkai.element('div', 'hidden');
  live.setAttribute('aria-live', 'polite');
  document.body.appendChild(live);

  var folded = Array.prototype.slice.call(document.querySelectorAll('details.card-table'));

  /* Opens whatever folds away the place the address names. A figure with a cell in a statutory table is shown there instead. */
  function reveal() {
    var name = decodeURIComponent(location.hash.slice(1));
    var target = name && !document.getElementById('cell-' + name) && document.getElementById(name);
    var details = target && target.closest('details');
    if (details && !details.open) {
      details.open = true;
      target.scrollIntoView();
    }
  }

  folded.forEach(function (d) { d.open = false; });
  reveal();
  window.addEventListener('hashchange', reveal);

  /* WeChat's own browser opens no download: say so before the first file of a list, and let its address be copied. */
  function wechat() {
    var element = window.gongkai.element, words = window.gongkai.words, told = [];
    document.querySelectorAll('main a[href]').forEach(function (a) {
      if (!/\.(csv|ndjson|json|xlsx|parquet|sqlite|zip|svg|docx|pdf)$/.test(a.pathname) && !/\/originals\/[0-9a-f]{64}$/.test(a.pathname)) { return; }
      var list = a.closest('ul, ol, dl, .scroll, p') || a, button = element('button', 'quiet copy-link', words.copyLink);
      if (told.indexOf(list) < 0) {
        told.push(list);
        list.parentNode.insertBefore(element('p', 'notices wechat', words.wechat), list);
      }
      button.type = 'button';
      button.setAttribute('aria-label', words.copyLink + ' ' + a.textContent);
      button.addEventListener('click', function () { copy(a.href); });
      a.parentNode.insertBefore(button, a.nextSibling);
    });
  }

  function copy(text) {
    var words = window.gongkai.words, field = window.gongkai.element('textarea', 'hidden', text);
    document.body.appendChild(field);
    field.select();
    var done = document.execCommand('copy');
    document.body.removeChild(field);
    window.gongkai.say(done ? words.copied : words.notCopied);
    return done;
  }

  if (/MicroMessenger/i.test(navigator.userAgent)) { wechat(); }

  var closed = [];
  window.addEventListener('beforeprint', function () {
    closed = folded.filter(function (d) { return !d.open; });
    closed.forEach(function (d) { d.open = true; });
  });
  window.addEventListener('afterprint', function () {
    closed.forEach(function (d) { d.open = false; });
  });
}());
