// Names out of a hostile backup stay text, wherever the page shows them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { close, foreignParts, kNothingForeign, launch, open, openDetails } from './support.mjs';

before(launch);
after(close);

test('hostile names are inert', async () => {
  const { page, context, problems } = await open('hostile', { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.evaluate(openDetails);
  await page.check('#p1s1t');
  await page.click('#p2tab');
  await page.hover('h1');
  assert.deepEqual(await page.evaluate(foreignParts), kNothingForeign);
  const found = await page.evaluate(() => ({
    heading: document.querySelector('h1').textContent.includes('<script>window.hacked=1</script>'),
    from: JSON.parse(document.getElementById('data').textContent).from.includes('</script>'),
  }));
  assert.deepEqual(found, { heading: true, from: true });
  assert.deepEqual(problems, []);
  await context.close();
});

test('a hostile command is copied as it is, and shows what misleads', async () => {
  const { page, context } = await open('hostile', { permissions: ['clipboard-read', 'clipboard-write'] });
  const command = page.locator('#p1s1 .command').first();
  const text = await command.locator('code').evaluate((code) => code.textContent);
  assert.ok(text.startsWith('</script></style></title></textarea><script>window.hacked=1</script><img src=x'));
  assert.ok(text.endsWith('`rm -rf` \u202e\u2028\ufffd\u0001\u001b[31m\r\n\tend'), JSON.stringify(text.slice(-40)));
  const names = await command.locator('.odd').evaluateAll((all) => all.map((each) => each.dataset.code));
  assert.deepEqual(names, ['\\u{202e}', '\\u{2028}', '\\xff', '\\x01', '\\x1b', '\\x0d']);
  await command.locator('.copy').click();
  await page.waitForFunction(() => document.querySelector('#p1s1 .copy').textContent === 'Copied');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied.replaceAll('\r\n', '\n'), text.replaceAll('\r\n', '\n'));
  await context.close();
});

test('hostile plans and steps keep their ticks apart', async () => {
  const { page, context, problems } = await open('hostile');
  await page.check('#p1s1t');
  await page.reload();
  assert.ok(await page.isChecked('#p1s1t'));
  await page.click('#p2tab');
  assert.equal(await page.isChecked('#p2s1t'), false);
  assert.deepEqual(problems, []);
  await context.close();
});
