// How the pages look and who can use them: keyboard, contrast, widths, paper, pictures.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contrastFaults } from './contrast.mjs';
import { expectPicture, shareOfDifference } from './screenshots.mjs';
import { close, launch, nameless, open, openDetails, pinFonts } from './support.mjs';

before(launch);
after(close);

const kPages = ['checklist', 'hostile'];

test('is used with the keyboard alone', async () => {
  const { page, context, problems } = await open('checklist');
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      const shape = element.matches('.filter input') ? element.nextElementSibling : element;
      const style = getComputedStyle(shape);
      return {
        id: element.id,
        outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        inView: element === document.body || shape.getBoundingClientRect().bottom > 0,
      };
    });
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.waitForFunction(() => document.activeElement.getBoundingClientRect().top >= 0);
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  let found = false;
  for (let i = 0; i < 60 && !found; i += 1) {
    await page.keyboard.press('Tab');
    const at = await focused();
    assert.ok(at.outlined, `no outline on ${JSON.stringify(at)}`);
    assert.ok(at.inView, `out of view: ${JSON.stringify(at)}`);
    found = at.id === 'p1s2t';
  }
  assert.ok(found, 'the tab key never came to the second step');
  await page.keyboard.press('Space');
  assert.equal(await page.textContent('#progress-words'), '1 of 10 steps done');
  await page.waitForFunction(() => document.getElementById('status').textContent === '1 of 10 steps done');
  assert.equal(await page.getAttribute('#status', 'aria-live'), 'polite');
  await context.close();
  assert.deepEqual(problems, []);
});

test('every control and drawing has a name', async () => {
  const { page, context } = await open('checklist');
  assert.deepEqual(await page.evaluate(nameless), []);
  await context.close();
});

for (const name of kPages) {
  for (const colorScheme of ['light', 'dark']) {
    test(`${name}: contrast is AA, ${colorScheme}`, async () => {
      const { page, context } = await open(name, { colorScheme });
      await page.evaluate(openDetails);
      await page.check('#p1s1t');
      for (const plan of ['#p2tab', '#p1tab']) {
        await page.click(plan);
        const { faults, texts } = await page.evaluate(contrastFaults);
        assert.deepEqual(faults, []);
        assert.ok(texts > 50, `${texts} texts`);
      }
      await context.close();
    });
  }

  for (const width of [1280, 768, 390, 320]) {
    test(`${name}: no sideways scrolling at ${width} px`, async () => {
      const { page, context } = await open(name, { width });
      await page.evaluate(openDetails);
      for (const plan of ['#p2tab', '#p1tab']) {
        await page.click(plan);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      }
      await context.close();
    });
  }
}

test('the contrast check sees a fault', async () => {
  const { page, context } = await open('checklist', { colorScheme: 'light' });
  await page.evaluate(() => document.documentElement.style.setProperty('--muted', '#9aa3ad'));
  assert.notDeepEqual((await page.evaluate(contrastFaults)).faults, []);
  await context.close();
});

test('prints every step of the plan and nothing to press', async () => {
  const { page, context, problems } = await open('checklist', { colorScheme: 'dark' });
  await page.fill('#search', 'nothing of the kind');
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.equal(await page.locator('.plan.current .step:visible').count(), 10);
  for (const part of ['button', '.controls', '.tabs', '.skip', '#nothing']) {
    assert.equal(await page.locator(`${part}:visible`).count(), 0, part);
  }
  assert.ok(await page.locator('.ruled-out li').first().isVisible());
  assert.ok(await page.locator('.graph-section table').first().isVisible());
  const style = await page.evaluate(() => ({
    ground: getComputedStyle(document.body).backgroundColor,
    text: getComputedStyle(document.body).color,
    step: getComputedStyle(document.querySelector('.step')).breakInside,
  }));
  assert.deepEqual(style, { ground: 'rgb(255, 255, 255)', text: 'rgb(26, 34, 45)', step: 'avoid' });
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  const pages = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  assert.ok(pages >= 2 && pages <= 8, `${pages} pages`);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.equal(await page.locator('details.ruled-out[open]').count(), 0);
  await context.close();
  assert.deepEqual(problems, []);
});

const kPictures = [
  ['top-1280-light', { width: 1280, colorScheme: 'light' }, 'h1'],
  ['top-390-light', { width: 390, colorScheme: 'light' }, 'h1'],
  ['plan-1280-dark', { width: 1280, colorScheme: 'dark' }, '#p1'],
  ['step-390-dark', { width: 390, colorScheme: 'dark' }, '#p1s9'],
  ['graph-1280-light', { width: 1280, colorScheme: 'light' }, '.graph-section'],
];

for (const [name, options, part] of kPictures) {
  test(`looks as before: ${name}`, async () => {
    const { page, context } = await open('checklist', options);
    await pinFonts(page);
    await page.check('#p1s1t');
    await page.evaluate((selector) => {
      document.activeElement.blur();
      document.querySelector(selector).scrollIntoView({ block: 'start' });
    }, part);
    await expectPicture(context, await page.screenshot({ animations: 'disabled' }), name);
    await context.close();
  });
}

test('the comparison of pictures sees a change', async () => {
  const { page, context } = await open('checklist', { colorScheme: 'light' });
  const before = await page.screenshot();
  assert.equal(await shareOfDifference(context, before, before), 0);
  await page.evaluate(() => document.querySelector('.assumptions').remove());
  assert.ok((await shareOfDifference(context, before, await page.screenshot())) > 0.02);
  await context.close();
});
