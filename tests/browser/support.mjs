// What the browser tests share: one Chromium, pages opened from files, and what went wrong in them.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

export const root = fileURLToPath(new URL('../../', import.meta.url));
// tests/browser/run puts the packages there, so that the tree of the project stays clean.
const { chromium } = createRequire(path.join(root, 'build/browser/package.json'))('playwright-core');

export const pageUrl = (name) => new URL(`../../fixtures/html/${name}.html`, import.meta.url).href;

const browserPath = () =>
  [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (file) => file && fs.existsSync(file),
  );

let browser;

export const launch = async () => {
  const isRoot = process.getuid?.() === 0;
  browser = await chromium.launch({
    executablePath: browserPath(),
    args: [
      // Chromium refuses its sandbox to root; containers of CI have no other user.
      ...(isRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--font-render-hinting=none',
      '--force-color-profile=srgb',
    ],
  });
};

export const close = () => browser.close();

// A page of fixtures/html in a context of its own. `problems` fills with console messages, exceptions, dialogs
// and every request for anything but the page itself.
export const open = async (name, { width = 1280, height = 900, hash = '', init, ...options } = {}) => {
  const context = await browser.newContext({ viewport: { width, height }, ...options });
  if (init) {
    await context.addInitScript(init);
  }
  const page = await context.newPage();
  const problems = [];
  page.on('console', (message) => problems.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('request', (request) => {
    const own = request.url().split('#')[0] === pageUrl(name);
    if (!own && !request.url().startsWith('blob:')) {
      problems.push(`request: ${request.url()}`);
    }
  });
  await page.goto(pageUrl(name) + hash);
  return { page, context, problems };
};

// The same letters on every machine.
export const pinFonts = (page) =>
  page.evaluate(() => {
    document.documentElement.style.setProperty('--sans', '"DejaVu Sans"');
    document.documentElement.style.setProperty('--mono', '"DejaVu Sans Mono"');
  });

// The functions below run in a page.

export const openDetails = () => document.querySelectorAll('details').forEach((part) => (part.open = true));

// Controls, drawings and groups that have no name to read out.
export const nameless = () =>
  [...document.querySelectorAll('button, input, select, svg[role="img"], [role="group"], progress')]
    .filter((element) => {
      const labels = element.labels ? [...element.labels].map((label) => label.textContent).join('') : '';
      const ids = (element.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean);
      const named = ids.map((id) => document.getElementById(id)?.textContent ?? '').join('');
      return !(labels + named + (element.getAttribute('aria-label') ?? '') + (element.matches('button') ? element.textContent : '')).trim();
    })
    .map((element) => element.outerHTML.slice(0, 100));

// What names out of a hostile backup could have brought into a page.
export const foreignParts = () => ({
  hacked: window.hacked,
  scripts: document.scripts.length,
  styles: document.querySelectorAll('style').length,
  foreign: document.querySelectorAll('img, iframe, object, embed, base, form, link, a:not(.skip), [autofocus], [src]').length,
  handlers: [...document.querySelectorAll('*')].flatMap((each) => each.getAttributeNames()).filter((name) => name.startsWith('on')),
  inStyle: document.querySelectorAll('[style]').length,
  title: document.title.includes('</title>'),
});

export const kNothingForeign = {
  hacked: undefined,
  scripts: 2,
  styles: 1,
  foreign: 0,
  handlers: [],
  inStyle: 0,
  title: true,
};
