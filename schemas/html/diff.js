// What changed between two backups: filters, and opening all objects at once.
'use strict';

document.addEventListener('DOMContentLoaded', () => {
  const byId = (id) => document.getElementById(id);
  const items = [...document.querySelectorAll('.item')];
  const objects = [...document.querySelectorAll('.object')];

  // What occurs on this page, in its order.
  for (const what of new Set(items.map((item) => item.dataset.what))) {
    byId('what').add(new Option(what, what));
  }

  const fits = (item, wish) =>
    (!wish.what || item.dataset.what === wish.what) &&
    (!wish.change || item.dataset.change === wish.change) &&
    (!wish.words || item.textContent.toLowerCase().includes(wish.words));

  // A part of the page that had items is hidden when none of them is shown.
  const hideEmpty = (selector, filtered) => {
    for (const part of document.querySelectorAll(selector)) {
      part.hidden = filtered && !part.querySelector('.item:not([hidden])');
    }
  };

  const filter = () => {
    const wish = {
      what: byId('what').value,
      change: document.querySelector('[name="change"]:checked')?.value ?? '',
      words: byId('search').value.trim().toLowerCase(),
    };
    const filtered = Boolean(wish.what || wish.change || wish.words);
    items.forEach((item) => (item.hidden = !fits(item, wish)));
    hideEmpty('.run', filtered);
    hideEmpty('.group', filtered);
    const shown = items.filter((item) => !item.hidden).length;
    byId('shown').textContent = filtered ? `${shown} of ${items.length} shown` : '';
    byId('nothing').hidden = shown > 0 || !filtered;
  };

  const openAll = (open) => {
    objects.filter((object) => !object.closest('[hidden]')).forEach((object) => (object.open = open));
    nsmkit.say(open ? 'All objects are open' : 'All objects are closed');
  };

  byId('search').addEventListener('input', filter);
  byId('what').addEventListener('change', filter);
  document.querySelectorAll('[name="change"]').forEach((choice) => choice.addEventListener('change', filter));
  byId('open-all').addEventListener('click', () => openAll(true));
  byId('close-all').addEventListener('click', () => openAll(false));
  byId('print').addEventListener('click', () => print());
  // A page that is loaded anew may keep what was typed.
  filter();
});
