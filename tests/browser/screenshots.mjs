// Compares pictures of a page with those in baselines/. Both are looked at a quarter of their size, where the
// smoothing of letters and shifts of a pixel vanish, and a small share of pixels may differ.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { root } from './support.mjs';

const kScale = 4;
const kShare = 0.02;
const kStep = 40;

// Runs in a page: the share of pixels that differ, or null for pictures of different sizes.
const difference = async ({ pictures, scale, step }) => {
  const images = await Promise.all(
    pictures.map(async (picture) => {
      const image = new Image();
      image.src = `data:image/png;base64,${picture}`;
      await image.decode();
      return image;
    }),
  );
  if (images[0].width !== images[1].width || images[0].height !== images[1].height) {
    return null;
  }
  const width = Math.round(images[0].width / scale);
  const height = Math.round(images[0].height / scale);
  const [a, b] = images.map((image) => {
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, width, height);
    return context.getImageData(0, 0, width, height).data;
  });
  let differing = 0;
  for (let i = 0; i < a.length; i += 4) {
    const far = Math.max(Math.abs(a[i] - b[i]), Math.abs(a[i + 1] - b[i + 1]), Math.abs(a[i + 2] - b[i + 2]));
    differing += far > step ? 1 : 0;
  }
  return differing / (width * height);
};

export const shareOfDifference = async (context, one, two) => {
  const page = await context.newPage();
  const pictures = [one, two].map((picture) => picture.toString('base64'));
  const share = await page.evaluate(difference, { pictures, scale: kScale, step: kStep });
  await page.close();
  return share;
};

export const expectPicture = async (context, picture, name) => {
  const baseline = path.join(root, 'tests/browser/baselines', `${name}.png`);
  if (process.env.UPDATE_GOLDENS) {
    fs.mkdirSync(path.dirname(baseline), { recursive: true });
    fs.writeFileSync(baseline, picture);
    return;
  }
  assert.ok(fs.existsSync(baseline), `no ${baseline}; UPDATE_GOLDENS=1 makes it`);
  const share = await shareOfDifference(context, picture, fs.readFileSync(baseline));
  if (share === null || share > kShare) {
    const actual = path.join(root, 'build/browser', `${name}.png`);
    fs.writeFileSync(actual, picture);
    const words = share === null ? 'its size' : `${(share * 100).toFixed(1)} % of it`;
    assert.fail(`${name}: ${words} differs from the baseline; look at ${actual}, UPDATE_GOLDENS=1 takes it over`);
  }
};
