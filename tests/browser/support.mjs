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
