// The upgrade checklist: ticks, filters, plans.
'use strict';

document.addEventListener('DOMContentLoaded', () => {
  const byId = (id) => document.getElementById(id);
  const plans = [...document.querySelectorAll('.plan')];
  const tabs = [...document.querySelectorAll('[role="tab"]')];
  const page = nsmkit.data();
  const key = (plan) => `nsmkit.checklist.${plan.dataset.plan}`;
  const current = () => plans.find((plan) => plan.classList.contains('current'));
  const steps = (plan) => [...plan.querySelectorAll('.step')];
  const tick = (step) => step.querySelector('.tick');
  const ticked = (plan) => steps(plan).filter((step) => tick(step).checked);
  const countOf = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;
  let stored = true;

  const showTick = (step) => {
    const done = tick(step).checked;
    step.classList.toggle('ticked', done);
    document.querySelector(`.dot[data-for="${step.id}"]`)?.classList.toggle('done', done);
  };

  const setTicks = (plan, ids) => {
    for (const step of steps(plan)) {
      tick(step).checked = ids.has(step.dataset.step);
      showTick(step);
    }
  };

  const load = (plan) => {
    let ids = [];
    try {
      ids = JSON.parse(nsmkit.storage.read(key(plan)) ?? '[]');
    } catch {
      // Somebody else wrote there: start anew.
    }
    setTicks(plan, new Set(Array.isArray(ids) ? ids : []));
  };

  const store = (plan) => {
    stored = nsmkit.storage.write(key(plan), JSON.stringify(ticked(plan).map((step) => step.dataset.step)));
  };

  const progressText = (plan) => `${ticked(plan).length} of ${countOf(steps(plan).length, 'step')} done`;

  const showProgress = () => {
    const plan = current();
    byId('progress-words').textContent = progressText(plan);
    byId('progress').max = Math.max(steps(plan).length, 1);
    byId('progress').value = ticked(plan).length;
    byId('storage').textContent = stored
      ? 'Ticks are kept in this browser.'
      : 'This browser keeps no ticks for this page: export them before you close it.';
  };

  const fits = (step, wish) =>
    (!wish.phase || step.dataset.phase === wish.phase) &&
    (!wish.owner || step.dataset.owner === wish.owner) &&
    (!wish.openOnly || !tick(step).checked) &&
    (!wish.words || step.textContent.toLowerCase().includes(wish.words));

  const filter = () => {
    const wish = {
      phase: document.querySelector('[name="phase"]:checked')?.value ?? '',
      owner: byId('owner').value,
      openOnly: byId('open-only').checked,
      words: byId('search').value.trim().toLowerCase(),
    };
    for (const plan of plans) {
      steps(plan).forEach((step) => (step.hidden = !fits(step, wish)));
      plan.querySelectorAll('.phase-run').forEach((run) => (run.hidden = !run.querySelector('.step:not([hidden])')));
    }
    const all = steps(current());
    const shown = all.filter((step) => !step.hidden).length;
    byId('shown').textContent = shown === all.length ? '' : `${shown} of ${countOf(all.length, 'step')} shown`;
    byId('nothing').hidden = shown > 0 || all.length === 0;
  };

  const refresh = () => {
    showProgress();
    filter();
  };

  const choose = (plan) => {
    plans.forEach((each) => each.classList.toggle('current', each === plan));
    tabs.forEach((tab) => {
      const selected = tab.getAttribute('aria-controls') === plan.id;
      tab.setAttribute('aria-selected', String(selected));
      tab.tabIndex = selected ? 0 : -1;
    });
    refresh();
  };

  // Arrow keys go through the tabs, as in any tab list.
  const moveTab = (event) => {
    const at = tabs.indexOf(event.target);
    const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (target === undefined) {
      return;
    }
    event.preventDefault();
    const tab = tabs[(target + tabs.length) % tabs.length];
    tab.focus();
    choose(byId(tab.getAttribute('aria-controls')));
  };

  const exportTicks = () => {
    const plan = current();
    const file = {
      apiVersion: 'nsmkit/v1',
      kind: 'ChecklistTicks',
      plan: plan.dataset.plan,
      from: page.from,
      to: page.to,
      ticked: ticked(plan).map((step) => step.dataset.step),
    };
    nsmkit.save(`ticks-${plan.dataset.plan.replace(/[^\w.-]+/g, '-')}.json`, `${JSON.stringify(file, null, 2)}\n`);
  };

  // What the file says about one of the plans of this page, or why it says nothing.
  const readTicks = (text) => {
    let file;
    try {
      file = JSON.parse(text);
    } catch {
      return { problem: 'This file is no JSON.' };
    }
    if (file?.kind !== 'ChecklistTicks' || !Array.isArray(file.ticked)) {
      return { problem: 'This file holds no ticks of a checklist.' };
    }
    const plan = plans.find((each) => each.dataset.plan === file.plan);
    return plan ? { plan, ids: new Set(file.ticked) } : { problem: 'These ticks belong to another plan.' };
  };

  const importTicks = async (input) => {
    const file = input.files[0];
    input.value = '';
    if (!file) {
      return;
    }
    const { plan, ids, problem } = readTicks(await file.text());
    if (problem) {
      byId('shown').textContent = problem;
      nsmkit.say(problem);
      return;
    }
    const known = new Set(steps(plan).map((step) => step.dataset.step));
    const strange = [...ids].filter((id) => !known.has(id)).length;
    setTicks(plan, ids);
    store(plan);
    choose(plan);
    const words = `${progressText(plan)}${strange ? `; ${countOf(strange, 'tick')} of the file fit no step` : ''}`;
    byId('shown').textContent = words;
    nsmkit.say(words);
  };

  // A link to a step opens its plan and shows it whatever the filters say.
  const openLinked = () => {
    const step = byId(location.hash.slice(1))?.closest('.step, .plan');
    const plan = step?.closest('.plan');
    if (plan) {
      choose(plan);
      step.hidden = false;
      step.scrollIntoView();
    }
  };

  for (const plan of plans) {
    load(plan);
    plan.addEventListener('change', (event) => {
      if (!event.target.matches('.tick')) {
        return;
      }
      showTick(event.target.closest('.step'));
      store(plan);
      showProgress();
      nsmkit.say(progressText(plan));
    });
  }
  tabs.forEach((tab) => tab.addEventListener('click', () => choose(byId(tab.getAttribute('aria-controls')))));
  tabs.forEach((tab) => tab.addEventListener('keydown', moveTab));
  if (tabs.length > 0) {
    tabs.forEach((tab) => {
      const plan = byId(tab.getAttribute('aria-controls'));
      plan.setAttribute('role', 'tabpanel');
      plan.setAttribute('aria-labelledby', tab.id);
    });
  }
  document.querySelectorAll('[name="phase"], #owner, #open-only').forEach((each) => each.addEventListener('change', refresh));
  byId('search').addEventListener('input', filter);
  byId('export').addEventListener('click', exportTicks);
  byId('import').addEventListener('click', () => byId('import-file').click());
  byId('import-file').addEventListener('change', (event) => importTicks(event.target));
  byId('print').addEventListener('click', () => print());
  byId('clear').addEventListener('click', () => {
    const plan = current();
    if (ticked(plan).length > 0 && confirm('Take all ticks of this plan away?')) {
      setTicks(plan, new Set());
      store(plan);
      refresh();
    }
  });
  // Another window with the same page.
  addEventListener('storage', (event) => {
    plans.filter((plan) => event.key === key(plan)).forEach(load);
    refresh();
  });
  addEventListener('hashchange', openLinked);
  stored = nsmkit.storage.write('nsmkit.checklist', '1');
  refresh();
  openLinked();
});
