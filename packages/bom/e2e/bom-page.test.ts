// SPDX-License-Identifier: Apache-2.0
// The page of a BOM in a real browser: Debian's Chromium, driven by playwright-core. Skips, loudly, where there is none.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withTempFolder } from '@mpk/testkit';
import { describeWith } from '@mpk/testkit/peers';
import { PROFILE_IDS, PROFILES, renderBomHtml, scoreBom, viewModel } from '@mpk/bom/assess';
import { chromium, type Browser, type Page } from 'playwright-core';
import { kitBom, parsed } from '../tests/assess/producers.js';
import { hostileBom } from '../tests/pages/hostile.js';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));
const describeBrowser = describeWith(
  'debian',
  executablePath !== undefined,
  'Chromium is not there; run tools/peers/install.sh',
);

/** Where pictures are kept for people, when asked for. */
const pictures = process.env['MPK_PICTURES'];

function pageOf(bom: unknown): string {
  const view = viewModel(parsed(bom));
  return renderBomHtml(view, { scores: PROFILE_IDS.map((id) => scoreBom(view, PROFILES[id])) });
}

describeBrowser('the page of a BOM in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(() => browser.close());

  async function open(
    folder: string,
    bom: unknown,
    options: { width?: number; colorScheme?: 'light' | 'dark' } = {},
  ): Promise<{ page: Page; requests: string[]; url: string }> {
    const path = join(folder, 'bom.html');
    writeFileSync(path, pageOf(bom));
    const page = await browser.newPage({
      viewport: { width: options.width ?? 1100, height: 900 },
      colorScheme: options.colorScheme ?? 'light',
    });
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(path).href);
    return { page, requests, url: pathToFileURL(path).href };
  }

  async function picture(page: Page, name: string): Promise<void> {
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  }

  it('loads nothing but itself and runs nothing of the document’s', () =>
    withTempFolder(async (folder) => {
      const { page, requests, url } = await open(folder, hostileBom());
      expect(requests).toEqual([url]);
      expect(await page.title()).toMatch(/: AI bill of materials$/);
      expect(await page.locator('img, script, a').count()).toBe(0);
      expect(await page.locator('main').innerText()).toContain('<img src=x onerror=');
      await picture(page, 'bom-hostile');
    }));

  it.each([
    ['a model', 360, kitBom],
    ['a model', 1100, kitBom],
    ['hostile text', 360, hostileBom],
    ['hostile text', 1100, hostileBom],
  ] as const)('fits %s into a window of %i pixels without scrolling sideways', (name, width, make) =>
    withTempFolder(async (folder) => {
      const { page } = await open(folder, make(), { width });
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow).toBe(0);
      await picture(page, `bom-${name.replace(' ', '-')}-${width}`);
    }),
  );

  it.each(['light', 'dark'] as const)('is readable in %s: text has a contrast of at least 4.5', (colorScheme) =>
    withTempFolder(async (folder) => {
      const { page } = await open(folder, kitBom(), { colorScheme });
      const contrasts = await page.evaluate<{ selector: string; ratio: number }[]>(CONTRASTS);
      expect(contrasts.length).toBeGreaterThan(50);
      expect(contrasts.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
      await picture(page, `bom-${colorScheme}`);
    }),
  );

  it('prints on paper', () =>
    withTempFolder(async (folder) => {
      const { page } = await open(folder, kitBom());
      const pdf = await page.pdf({ format: 'A4', ...(pictures !== undefined && { path: join(pictures, 'bom.pdf') }) });
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    }));
});

/** Runs in the page: WCAG contrast of each kind of text against the nearest painted ground. */
const CONTRASTS = `(() => {
  const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
  const channel = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = (color) => { const [r, g, b] = numbers(color); return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); };
  const ground = (e) => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (numbers(c)[3] !== 0) return c; } return 'rgb(255,255,255)'; };
  return ['.kind', 'h1', 'h2', '.id', '.origin', 'dt', '.value', '.known', '.source', 'th', '.detail', 'footer p'].flatMap((selector) =>
    [...document.querySelectorAll(selector)].map((e) => {
      const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
      return { selector, ratio: (a + 0.05) / (b + 0.05) };
    }));
})()`;
