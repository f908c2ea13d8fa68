// The checklist page in Chromium: what users do with it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { close, launch, open } from './support.mjs';

before(launch);
after(close);

const shownSteps = (page) =>
  page.$$eval('.plan.current .step', (steps) => steps.filter((step) => step.checkVisibility()).map((step) => step.id));
const progress = (page) => page.textContent('#progress-words');
const done = async ({ context, problems }) => {
  await context.close();
  assert.deepEqual(problems, []);
};

test('opens without a message, an exception or a request', async () => {
  const opened = await open('checklist');
  const policy = await opened.page.getAttribute('meta[http-equiv="Content-Security-Policy"]', 'content');
  assert.match(policy, /^default-src 'none';/);
  assert.doesNotMatch(policy, /unsafe/);
  assert.equal(await progress(opened.page), '0 of 10 steps done');
  await done(opened);
});

test('the policy stops scripts that are not its own', async () => {
  const { page, context } = await open('checklist');
  const ran = await page.evaluate(() => {
    window.setTimeout("window.hacked = 1", 0);
    return new Promise((resolve) => setTimeout(() => resolve(window.hacked ?? 0), 100));
  }).catch(() => 0);
  assert.equal(ran, 0);
  await context.close();
});

test('ticks survive a reload', async () => {
  const opened = await open('checklist');
  const { page } = opened;
  await page.check('#p1s1t');
  await page.click('label[for="p1s4t"]');
  assert.equal(await progress(page), '2 of 10 steps done');
  await page.reload();
  assert.equal(await progress(page), '2 of 10 steps done');
  assert.deepEqual(await page.$$eval('.tick:checked', (ticks) => ticks.map((tick) => tick.id)), ['p1s1t', 'p1s4t']);
  assert.equal(await page.locator('.dot.done').count(), 2);
  assert.equal(await page.$eval('#progress', (bar) => bar.value), 2);
  await page.uncheck('#p1s1t');
  await page.reload();
  assert.equal(await progress(page), '1 of 10 steps done');
  await done(opened);
});

test('works, and says so, where storage is denied', async () => {
  const opened = await open('checklist', {
    init: () =>
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      }),
  });
  const { page } = opened;
  await page.check('#p1s2t');
  assert.equal(await progress(page), '1 of 10 steps done');
  assert.match(await page.textContent('#storage'), /keeps no ticks/);
  await page.click('#theme');
  await done(opened);
});

test('ignores foreign content in storage', async () => {
  const opened = await open('checklist', {
    init: () => {
      const key = 'nsmkit.checklist.manual-helm-1.6.0-2.0.0-3f9a2c';
      localStorage.getItem(key) ?? localStorage.setItem(key, '{"broken');
    },
  });
  assert.equal(await progress(opened.page), '0 of 10 steps done');
  await done(opened);
});

const exported = async (page) => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#export')]);
  return { name: download.suggestedFilename(), text: fs.readFileSync(await download.path(), 'utf8') };
};

test('exports ticks and imports them elsewhere', async () => {
  const one = await open('checklist');
  await one.page.check('#p1s1t');
  await one.page.check('#p1s9t');
  const file = await exported(one.page);
  assert.equal(file.name, 'ticks-manual-helm-1.6.0-2.0.0-3f9a2c.json');
  const ticks = JSON.parse(file.text);
  assert.deepEqual(ticks, {
    apiVersion: 'nsmkit/v1',
    kind: 'ChecklistTicks',
    plan: 'manual-helm-1.6.0-2.0.0-3f9a2c',
    from: '1.6.0',
    to: '2.0.0',
    ticked: ['save-crs', 'reroll'],
  });
  await done(one);

  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nsmkit-browser-'));
  const load = async (page, content) => {
    const name = path.join(folder, 'ticks.json');
    fs.writeFileSync(name, content);
    await page.setInputFiles('#import-file', name);
  };
  const two = await open('checklist');
  const { page } = two;
  await page.check('#p1s2t');
  await load(page, file.text);
  await page.waitForFunction(() => document.getElementById('p1s9t').checked);
  assert.equal(await progress(page), '2 of 10 steps done');
  assert.equal(await page.isChecked('#p1s2t'), false);
  await page.reload();
  assert.equal(await progress(page), '2 of 10 steps done');

  for (const [content, words] of [
    ['{', /no JSON/],
    ['{"kind":"List"}', /no ticks/],
    [JSON.stringify({ ...ticks, plan: 'other' }), /another plan/],
    [JSON.stringify({ ...ticks, ticked: ['save-crs', 'gone'] }), /1 tick of the file fit no step/],
  ]) {
    await load(page, content);
    await page.waitForFunction((source) => new RegExp(source).test(document.getElementById('shown').textContent), words.source);
  }
  fs.rmSync(folder, { recursive: true });
  await done(two);
});

test('copies a command with one click', async () => {
  const opened = await open('checklist', { permissions: ['clipboard-read', 'clipboard-write'] });
  const { page } = opened;
  await page.locator('#p1s6 .copy').click();
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  assert.equal(
    await clipboard(),
    'helm repo update\nhelm install nsm nginx-stable/nginx-service-mesh --namespace nginx-mesh ' +
      '--create-namespace --version 2.0.0 --values values-new.yaml --wait --timeout 10m',
  );
  assert.equal(await page.locator('#p1s6 .copy').textContent(), 'Copied');
  await page.locator('#p1s10 .copy-all').click();
  await page.waitForFunction(() => document.querySelector('#p1s10 .copy-all').textContent === 'Copied');
  assert.equal(await clipboard(), 'nginx-meshctl version\nnginx-meshctl status');
  await done(opened);
});

test('copies without the clipboard interface, too', async () => {
  const opened = await open('checklist', {
    permissions: ['clipboard-read'],
    init: () => {
      window.readClipboard = navigator.clipboard.readText.bind(navigator.clipboard);
      Object.defineProperty(navigator, 'clipboard', { value: undefined });
    },
  });
  await opened.page.locator('#p1s10 .copy').first().click();
  await opened.page.waitForFunction(() => document.querySelector('#p1s10 .copy').textContent === 'Copied');
  assert.equal(await opened.page.evaluate(() => window.readClipboard()), 'nginx-meshctl version');
  assert.equal(await opened.page.locator('textarea').count(), 0);
  await done(opened);
});

test('filters by phase, owner, words and what is done', async () => {
  const opened = await open('checklist');
  const { page } = opened;
  assert.equal((await shownSteps(page)).length, 10);
  await page.locator('.filter label', { hasText: 'After' }).click();
  assert.deepEqual(await shownSteps(page), ['p1s9', 'p1s10']);
  await page.selectOption('#owner', 'applications');
  assert.deepEqual(await shownSteps(page), ['p1s9']);
  assert.equal(await page.textContent('#shown'), '1 of 10 steps shown');
  await page.locator('.filter label', { hasText: 'All' }).click();
  assert.deepEqual(await shownSteps(page), ['p1s3', 'p1s9']);
  await page.selectOption('#owner', '');
  await page.fill('#search', 'FLAGGER');
  assert.deepEqual(await shownSteps(page), ['p1s8']);
  await page.fill('#search', 'nothing of the kind');
  assert.ok(await page.isVisible('#nothing'));
  await page.fill('#search', '');
  await page.check('#p1s1t');
  await page.check('#open-only');
  assert.equal((await shownSteps(page)).length, 9);
  await done(opened);
});

test('shows one plan at a time, the recommended one first', async () => {
  const opened = await open('checklist');
  const { page } = opened;
  assert.ok(await page.isVisible('#p1'));
  assert.ok(await page.isHidden('#p2'));
  await page.focus('#p1tab');
  await page.keyboard.press('ArrowRight');
  assert.ok(await page.isVisible('#p2'));
  assert.equal(await page.getAttribute('#p2tab', 'aria-selected'), 'true');
  assert.equal(await progress(page), '0 of 6 steps done');
  await page.check('#p2s1t');
  assert.equal(await progress(page), '1 of 6 steps done');
  await page.click('#p1tab');
  assert.equal(await progress(page), '0 of 10 steps done');
  await done(opened);
});

test('a link to a step opens its plan', async () => {
  const opened = await open('checklist', { hash: '#p2s4' });
  assert.ok(await opened.page.isVisible('#p2s4'));
  await done(opened);
});

test('keeps the chosen theme', async () => {
  const opened = await open('checklist', { colorScheme: 'light' });
  const { page } = opened;
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.click('#theme');
  assert.notEqual(await ground(), light);
  assert.equal(await page.getAttribute('#theme', 'aria-pressed'), 'true');
  const dark = await ground();
  await page.reload();
  assert.equal(await ground(), dark);
  await page.click('#theme');
  assert.equal(await ground(), light);
  await done(opened);
});

test('is read without scripts', async () => {
  const opened = await open('checklist', { javaScriptEnabled: false });
  const { page } = opened;
  for (const part of ['#p1', '#p2', '#p2s6', '#p1s1t', 'svg.timeline', 'svg.graph']) {
    assert.ok(await page.locator(part).first().isVisible(), part);
  }
  for (const part of ['.controls', '.tabs', '#theme', '.copy']) {
    assert.ok(await page.locator(part).first().isHidden(), part);
  }
  await page.locator('.ruled-out summary').first().click();
  assert.ok(await page.locator('.ruled-out li').first().isVisible());
  await done(opened);
});
