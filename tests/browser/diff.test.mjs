// The page of a comparison: filters, keyboard, contrast, widths, paper, pictures.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contrastFaults } from './contrast.mjs';
import { expectPicture } from './screenshots.mjs';
import { close, foreignParts, kNothingForeign, launch, nameless, open, openDetails, pinFonts } from './support.mjs';

before(launch);
after(close);

const kPages = ['diff', 'diff-hostile'];

const visible = (page, selector) => page.locator(`${selector}:visible`).count();

test('filters by word, by kind and by sort of change', async () => {
  const { page, context, problems } = await open('diff');
  const all = await page.locator('.item').count();
  assert.ok(all > 10, `${all} items`);
  assert.equal(await visible(page, '.item'), all);
  assert.equal(await page.textContent('#shown'), '');

  await page.selectOption('#what', 'TrafficSplit');
  assert.equal(await visible(page, '.item'), 1);
  assert.equal(await page.textContent('#shown'), `1 of ${all} shown`);
  assert.equal(await page.locator('#traffic').isVisible(), false, 'a group without an item is hidden');
  assert.ok(await page.locator('#objects').isVisible());

  await page.selectOption('#what', '');
  await page.check('[name="change"][value="gone"]', { force: true });
  const gone = await page.locator('.item:visible').evaluateAll((items) => items.map((item) => item.dataset.change));
  assert.ok(gone.length > 1 && gone.every((each) => each === 'gone'), gone.join());

  await page.check('[name="change"][value=""]', { force: true });
  await page.fill('#search', 'RECOMMENDATIONS');
  const found = await page.locator('.item:visible').allTextContents();
  assert.ok(found.length > 0 && found.every((text) => text.toLowerCase().includes('recommendations')));

  await page.fill('#search', 'nothing of the kind');
  assert.equal(await visible(page, '.item'), 0);
  assert.ok(await page.locator('#nothing').isVisible());
  await page.fill('#search', '');
  assert.equal(await visible(page, '.item'), all);
  assert.equal(await page.locator('#nothing').isVisible(), false);
  await context.close();
  assert.deepEqual(problems, []);
});

test('opens and closes all objects', async () => {
  const { page, context, problems } = await open('diff');
  const objects = await page.locator('.object').count();
  assert.equal(await page.locator('.object[open]').count(), 0);
  await page.click('#open-all');
  assert.equal(await page.locator('.object[open]').count(), objects);
  await page.waitForFunction(() => document.getElementById('status').textContent === 'All objects are open');
  await page.click('#close-all');
  assert.equal(await page.locator('.object[open]').count(), 0);
  await context.close();
  assert.deepEqual(problems, []);
});

test('shows both sides of an object, line beside line', async () => {
  const { page, context } = await open('diff');
  const split = page.locator('.object', { hasText: 'TrafficSplit shop/catalog' });
  await split.locator('summary').first().click();
  const changed = split.locator('.row.changed', { hasText: 'team:' });
  assert.equal(await changed.locator('code.before').textContent(), '    team: storefront');
  assert.equal(await changed.locator('code.after').textContent(), '    team: shop-front');
  assert.equal(await changed.locator('del').textContent(), 'storefront'.slice(1, -5));
  const left = await changed.locator('code.before').boundingBox();
  const right = await changed.locator('code.after').boundingBox();
  assert.ok(left.x + left.width <= right.x && left.y === right.y, 'beside each other');
  await context.close();

  const narrow = await open('diff', { width: 390 });
  await narrow.page.evaluate(openDetails);
  const row = narrow.page.locator('.row.changed', { hasText: 'team:' });
  const above = await row.locator('code.before').boundingBox();
  const below = await row.locator('code.after').boundingBox();
  assert.ok(above.y + above.height <= below.y && above.x === below.x, 'below each other');
  const same = narrow.page.locator('.row.same').first();
  assert.equal(await same.locator('code:visible').count(), 1, 'equal lines stand once');
  await narrow.context.close();
});

test('the matrix names every pair and says the same as its table', async () => {
  const { page, context } = await open('diff');
  const titles = await page.locator('.matrix .cell title').allTextContents();
  await page.locator('.tables summary').click();
  const rows = await page
    .locator('.tables tbody tr')
    .evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
  assert.deepEqual(titles, rows.map(([from, to, what]) => `${from} → ${to}: ${what}`));
  assert.ok(titles.length > 4);
  // No mark lies outside the drawing, and no label is cut off by its edge.
  const outside = await page.evaluate(() => {
    const frame = document.querySelector('.matrix').getBoundingClientRect();
    return [...document.querySelectorAll('.matrix text, .matrix rect')].filter((each) => {
      const box = each.getBoundingClientRect();
      return box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom;
    }).length;
  });
  assert.equal(outside, 0);
  await context.close();
});

test('is used with the keyboard alone', async () => {
  const { page, context, problems } = await open('diff');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  let found = false;
  for (let i = 0; i < 80 && !found; i += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      const shape = element.matches('.filter input') ? element.nextElementSibling : element;
      const style = getComputedStyle(shape);
      return {
        object: element.matches('.object > summary'),
        outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        what: element.outerHTML.slice(0, 60),
      };
    });
    assert.ok(at.outlined, `no outline on ${at.what}`);
    found = at.object;
  }
  assert.ok(found, 'the tab key never came to an object');
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('.object[open]').count(), 1);
  await context.close();
  assert.deepEqual(problems, []);
});

test('every control and drawing has a name', async () => {
  const { page, context } = await open('diff');
  assert.deepEqual(await page.evaluate(nameless), []);
  await context.close();
});

test('is whole without a script', async () => {
  const { page, context } = await open('diff', { javaScriptEnabled: false });
  assert.equal(await visible(page, '.controls'), 0);
  assert.equal(await visible(page, 'button'), 0);
  assert.equal(await visible(page, '.item'), await page.locator('.item').count());
  await page.locator('.object > summary').first().click();
  assert.ok((await visible(page, '.sides')) > 0);
  await context.close();
});

for (const name of kPages) {
  for (const colorScheme of ['light', 'dark']) {
    test(`${name}: contrast is AA, ${colorScheme}`, async () => {
      const { page, context } = await open(name, { colorScheme });
      await page.evaluate(openDetails);
      const { faults, texts } = await page.evaluate(contrastFaults);
      assert.deepEqual(faults, []);
      assert.ok(texts > 50, `${texts} texts`);
      await context.close();
    });
  }

  for (const width of [1280, 768, 390, 320]) {
    test(`${name}: no sideways scrolling at ${width} px`, async () => {
      const { page, context } = await open(name, { width });
      await page.evaluate(openDetails);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      await context.close();
    });
  }
}

test('prints everything and nothing to press', async () => {
  const { page, context, problems } = await open('diff', { colorScheme: 'dark' });
  const all = await page.locator('.item').count();
  await page.fill('#search', 'nothing of the kind');
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.equal(await visible(page, '.item'), all);
  assert.ok((await visible(page, '.sides')) > 0);
  assert.ok((await visible(page, '.matrix')) > 0);
  for (const part of ['button', '.controls', '.skip', '#nothing']) {
    assert.equal(await visible(page, part), 0, part);
  }
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  const pages = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  assert.ok(pages >= 3 && pages <= 20, `${pages} pages`);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.equal(await page.locator('.object[open]').count(), 0);
  await context.close();
  assert.deepEqual(problems, []);
});

test('hostile names are inert', async () => {
  const { page, context, problems } = await open('diff-hostile');
  await page.evaluate(openDetails);
  await page.fill('#search', 'hacked');
  await page.hover('h1');
  assert.deepEqual(await page.evaluate(foreignParts), kNothingForeign);
  assert.ok(await page.evaluate(() => JSON.parse(document.getElementById('data').textContent).before.includes('</script>')));
  await context.close();
  assert.deepEqual(problems, []);
});

const kPictures = [
  ['diff-top-1280-light', { width: 1280, colorScheme: 'light' }, 'h1'],
  ['diff-matrix-1280-dark', { width: 1280, colorScheme: 'dark' }, '.matrix-section'],
  ['diff-objects-1280-light', { width: 1280, colorScheme: 'light' }, '#objects'],
  ['diff-objects-390-dark', { width: 390, colorScheme: 'dark' }, '#objects'],
];

for (const [name, options, part] of kPictures) {
  test(`looks as before: ${name}`, async () => {
    const { page, context } = await open('diff', options);
    await pinFonts(page);
    await page.evaluate((selector) => {
      document.querySelectorAll('.object').forEach((object) => (object.open = true));
      document.querySelector(selector).scrollIntoView({ block: 'start' });
    }, part);
    await expectPicture(context, await page.screenshot({ animations: 'disabled' }), name);
    await context.close();
  });
}
