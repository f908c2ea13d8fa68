// Shared by every page nsmkit writes: theme, copying, opening folded parts for printing.
'use strict';

const nsmkit = (() => {
  const root = document.documentElement;
  root.classList.add('scripted');

  // Storage may be denied, for files above all; then nothing outlives the page.
  const storage = {
    read(key) {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    write(key, value) {
      try {
        localStorage.setItem(key, value);
        return true;
      } catch {
        return false;
      }
    },
  };

  const say = (text) => {
    const status = document.getElementById('status');
    // A message said twice is read out twice only if it changes in between.
    status.textContent = '';
    setTimeout(() => {
      status.textContent = text;
    }, 50);
  };

  const isDark = () =>
    root.dataset.theme
      ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;

  const saved = storage.read('nsmkit.theme');
  if (saved === 'dark' || saved === 'light') {
    root.dataset.theme = saved;
  }

  const wireTheme = () => {
    const button = document.getElementById('theme');
    const show = () => button.setAttribute('aria-pressed', String(isDark()));
    button.addEventListener('click', () => {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      storage.write('nsmkit.theme', root.dataset.theme);
      show();
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
    show();
  };

  // For browsers that keep the clipboard from pages opened as files.
  const copyBySelection = (text) => {
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'hidden-text';
    area.setAttribute('aria-hidden', 'true');
    const before = document.activeElement;
    document.body.append(area);
    area.select();
    let copied = false;
    try {
      copied = document.execCommand('copy');
    } finally {
      area.remove();
      before?.focus();
    }
    return copied;
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyBySelection(text);
    }
  };

  const showResult = (button, copied) => {
    const label = button.dataset.label ?? button.textContent;
    button.dataset.label = label;
    button.textContent = copied ? 'Copied' : 'Not copied';
    button.classList.toggle('done', copied);
    say(copied ? 'Copied' : 'The browser does not allow copying: select the text by hand.');
    clearTimeout(Number(button.dataset.timer));
    button.dataset.timer = setTimeout(() => {
      button.textContent = label;
      button.classList.remove('done');
    }, 2000);
  };

  const wireCopying = () => {
    document.addEventListener('click', async (event) => {
      const button = event.target.closest('.copy, .copy-all');
      if (!button) {
        return;
      }
      const part = button.closest(button.matches('.copy') ? '.command' : '.commands');
      const texts = [...part.querySelectorAll('pre code')].map((code) => code.textContent);
      showResult(button, await copy(texts.join('\n')));
    });
  };

  const wirePrinting = () => {
    let opened = [];
    addEventListener('beforeprint', () => {
      const closed = [...document.querySelectorAll('details:not([open])')];
      closed.forEach((part) => part.setAttribute('open', ''));
      opened.push(...closed);
    });
    addEventListener('afterprint', () => {
      opened.forEach((part) => part.removeAttribute('open'));
      opened = [];
    });
  };

  // Gives the user a file with this text, made in the page itself.
  const save = (name, text) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  const data = () => JSON.parse(document.getElementById('data').textContent);

  document.addEventListener('DOMContentLoaded', () => {
    wireTheme();
    wireCopying();
    wirePrinting();
  });

  return { storage, say, save, data };
})();
