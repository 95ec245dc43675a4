// A report as a reader has it: no error, nothing beyond the edge, a size that can be mailed; and all that can be pressed does what it says.
import assert from 'node:assert/strict';
import {statSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

const [report, folder] = process.argv.slice(2);
const largest = 3_000_000;
assert.ok(statSync(report).size < largest, `${report} has ${statSync(report).size} bytes, needed less than ${largest}`);

const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox']});
for (const width of [1280, 390]) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await browser.newPage({viewport: {width, height: 900}, colorScheme});
    const errors = [];
    page.on('pageerror', error => errors.push(error.message));
    page.on('request', request => request.url().startsWith('http') && errors.push(`asked for ${request.url()}`));
    await page.goto(pathToFileURL(report).href);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overflow, 0, `at ${width} pixels ${overflow} of them lie beyond the edge`);
    await page.screenshot({path: join(folder, `report-${width}-${colorScheme}.png`), fullPage: true});
    await use(page);
    assert.deepEqual(errors, []);
    await page.close();
  }
}

await browser.close();
console.log(`${report}: ${statSync(report).size} bytes, whole at 1280 and 390 pixels, light and dark; pictures in ${folder}`);

async function use(page) {
  const chart = page.locator('.plot svg').first();
  await chart.scrollIntoViewIfNeeded();
  await chart.hover();
  assert.match(await page.locator('.plot.pointed .tip').innerText(), /^generator updates [\d,]+\n/);

  const toggle = page.locator('button[aria-pressed]').first();
  if (await toggle.count() > 0) {
    const before = await page.locator('.line').first().getAttribute('points');
    await toggle.click();
    assert.equal(await toggle.getAttribute('aria-pressed'), 'true');
    assert.ok(await page.locator('.power').count() > 0);
    await toggle.click();
    assert.equal(await page.locator('.line').first().getAttribute('points'), before);
  }

  const slider = page.locator('input[type=range]').first();
  if (await slider.count() > 0) {
    const shown = () => page.locator('[data-slider] figure:visible figcaption').allInnerTexts();
    const last = await shown();
    assert.equal(last.length, 1);
    await slider.fill('0');
    assert.notDeepEqual(await shown(), last);
  }

  await page.locator('figure:visible img').first().click();
  assert.ok(await page.locator('dialog').isVisible());
  await page.keyboard.press('Escape');
  assert.ok(!await page.locator('dialog').isVisible());
}
