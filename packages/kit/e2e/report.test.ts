// SPDX-License-Identifier: Apache-2.0
// The report in a real browser: Debian's Chromium, driven by playwright-core. Skips, loudly, where there is none.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withTempFolder } from '@mpk/testkit';
import { describeWith } from '@mpk/testkit/peers';
import { chromium, type Browser, type Page } from 'playwright-core';
import { verifyModel } from '../src/verify.js';
import { writeReport } from '../src/report.js';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));
const describeBrowser = describeWith(
  'debian',
  executablePath !== undefined,
  'Chromium is not there; run tools/peers/install.sh',
);

/** Where pictures are kept for people, when asked for. */
const pictures = process.env['MPK_PICTURES'];

const HOSTILE = '<img src=x onerror="document.title=1">\u202egpj.exe';

/** A report about a model with a hostile file name that is not what was pinned. */
async function refusedReport(folder: string): Promise<string> {
  const model = join(folder, 'model');
  mkdirSync(model);
  writeFileSync(join(model, 'config.json'), '{}');
  writeFileSync(join(model, HOSTILE.replaceAll('/', '_')), 'x');
  writeFileSync(join(model, 'weights.bin'), Buffer.from('800495', 'hex'));
  const policy = join(folder, 'policy.yaml');
  writeFileSync(
    policy,
    `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: browser, version: 1.0.0 }
spec:
  requirements:
    identity: { digest: 'sha256:${'0'.repeat(64)}' }
    files: { deny: ['*gpj.exe'] }
    formats: { allow: [json, text] }
  rules:
    - { id: advice, cel: model.sizeBytes > 1000, message: <b>small</b>, mode: warn }
`,
  );
  const outcome = await verifyModel({ model, policy: { path: policy } });
  return writeReport(join(folder, 'out'), outcome).html;
}

describeBrowser('the report in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(() => browser.close());

  async function open(
    path: string,
    options: { width?: number; colorScheme?: 'light' | 'dark' } = {},
  ): Promise<{ page: Page; requests: string[]; errors: string[] }> {
    const page = await browser.newPage({
      viewport: { width: options.width ?? 1100, height: 900 },
      colorScheme: options.colorScheme ?? 'light',
    });
    const requests: string[] = [];
    const errors: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(pathToFileURL(path).href);
    return { page, requests, errors };
  }

  it('says the verdict first, then why and what to do', () =>
    withTempFolder(async (folder) => {
      const { page, errors } = await open(await refusedReport(folder));
      const text = await page.locator('main').innerText();
      expect(text.startsWith('FAIL')).toBe(true);
      expect(text.indexOf('This model is refused.')).toBeLessThan(text.indexOf('What to do:'));
      const first = page.locator('.requirements li').first();
      expect(await first.getAttribute('class')).toBe('fail');
      expect(await page.locator('h1').boundingBox()).toMatchObject({ y: expect.any(Number) });
      expect((await page.locator('h1').boundingBox())!.y).toBeLessThan(200);
      expect(errors).toEqual([]);
    }));

  it('loads nothing but itself and runs nothing of the model’s', () =>
    withTempFolder(async (folder) => {
      const path = await refusedReport(folder);
      const { page, requests } = await open(path);
      expect(requests).toEqual([pathToFileURL(path).href]);
      expect(await page.title()).toMatch(/^FAIL: file:/);
      expect(await page.locator('img, script, b').count()).toBe(0);
      expect(await page.locator('main').innerText()).toContain('<img src=x onerror=');
      expect(await page.content()).not.toContain('\u202e');
    }));

  it.each([360, 1100])('fits a window of %i pixels without scrolling sideways', (width) =>
    withTempFolder(async (folder) => {
      const { page } = await open(await refusedReport(folder), { width });
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow).toBe(0);
    }),
  );

  it.each(['light', 'dark'] as const)(
    'is readable in %s: text against its ground has a contrast of at least 4.5',
    (colorScheme) =>
      withTempFolder(async (folder) => {
        const { page } = await open(await refusedReport(folder), { colorScheme });
        const contrasts = await page.evaluate(CONTRASTS);
        expect((contrasts as { selector: string; ratio: number }[]).filter(({ ratio }) => ratio < 4.5)).toEqual([]);
        if (pictures !== undefined)
          await page.screenshot({ path: join(pictures, `report-${colorScheme}.png`), fullPage: true });
      }),
  );
});

/** Runs in the page: WCAG contrast of each kind of text against the nearest painted ground. */
const CONTRASTS = `(() => {
  const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
  const channel = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = (color) => { const [r, g, b] = numbers(color); return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); };
  const ground = (e) => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (numbers(c)[3] !== 0) return c; } return 'rgb(255,255,255)'; };
  return ['.verdict', 'h1', '.uri', '.badge', '.found', '.asked', '.fix', 'dt', 'dd', 'td', '.digest', '.advisory'].flatMap((selector) =>
    [...document.querySelectorAll(selector)].map((e) => {
      const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
      return { selector, ratio: (a + 0.05) / (b + 0.05) };
    }));
})()`;
