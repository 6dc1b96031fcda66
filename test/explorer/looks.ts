/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { shown, type ExplorerScene } from '../support/explorer-scene.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** A folder for pictures of every page, for whoever wants to see them. */
const SHOTS = process.env['EXPLORER_SHOTS'];
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** Rules of axe; whatever depends on nothing else is looked at once. */
const OF_COLOURS_AND_WIDTHS = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable'];

/** Every page can be seen and used by everybody: in light and dark, on desktop and phone, by keyboard. */
export function forEverybody(scene: ExplorerScene): void {
  /** Every kind of page, also those that have nothing to show. */
  const paths = (): readonly string[] => [
    ...['/', '/subnets', '/subnets/1', '/subnets/1/weights', '/subnets/1/bonds', '/subnets/0/weights'],
    ...['/subnets/1/neurons/0', '/subnets/1/neurons/5', '/blocks', '/blocks/5', '/blocks/0', '/extrinsics'],
    ...[
      '/extrinsics/5-0',
      '/accounts',
      `/accounts/${scene.subnet.validators[0]!.address}`,
      '/subnets/999',
      '/nowhere',
    ],
  ];

  it('has nothing serious for axe in light and dark, no overflow on desktop and phone, no outside request', async () => {
    const context = await scene.browser.newContext({ viewport: DESKTOP });
    const problems: string[] = [];
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${scene.explorer.url}/`)) problems.push(`outside: ${request.url()}`);
    });
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) problems.push(message.text());
    });
    for (const path of paths()) {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize(DESKTOP);
      await page.goto(`${scene.explorer.url}/#${path}`);
      await shown(page);
      problems.push(...(await problemsOf(page)).map((each) => `${path} light, desktop: ${each}`));
      await shoot(page, path, 'desktop-light');
      await page.emulateMedia({ colorScheme: 'dark' });
      await shoot(page, path, 'desktop-dark');
      await page.setViewportSize(PHONE);
      problems.push(
        ...(await problemsOf(page, OF_COLOURS_AND_WIDTHS)).map((each) => `${path} dark, phone: ${each}`),
      );
      await shoot(page, path, 'phone-dark');
    }
    await context.close();
    expect(problems).toEqual([]);
  });

  it('is used by keyboard: skip link, sorting, the cells of the heat map; and has two themes', async () => {
    await scene.withPage(`/subnets/${scene.subnet.netuid}`, async (page) => {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
      const header = page.getByRole('button', { name: 'Stake' });
      await header.focus();
      await page.keyboard.press('Enter');
      expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
      await page.keyboard.press('Enter');
      expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('ascending');
      const stakes = await page.locator('tbody [data-column=stake]').allTextContents();
      const values = stakes.map((text) => Number(text.replace(/[τ\s,]/g, '')));
      expect(values).toEqual([...values].sort((a, b) => a - b));
      await page.getByRole('button', { name: /colours/ }).press('Enter');
      expect(await page.evaluate(() => getComputedStyle(document.body).colorScheme)).toBe('dark');
    });
    await scene.withPage(`/subnets/${scene.subnet.netuid}/weights`, async (page) => {
      await page.locator('canvas').focus();
      for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
      expect(await page.locator('output').textContent()).toMatch(/^uid 0 \(.*\) → uid 2: 100\.00\s%$/);
    });
  });
}

interface AxeResults {
  readonly violations: readonly {
    readonly impact: string;
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** What is wrong with a page as it is now. @param rules of axe; all of them */
async function problemsOf(page: Page, rules?: readonly string[]): Promise<string[]> {
  const found = await page.evaluate(axeViolations, { source: AXE, rules });
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  return isWide ? [...found, 'wider than the screen'] : found;
}

/** A picture of the whole page, where somebody wants to look at it. */
async function shoot(page: Page, path: string, how: string): Promise<void> {
  if (SHOTS === undefined) return;
  // Charts are drawn anew for other colours and widths a moment later.
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  const name = path === '/' ? 'overview' : path.slice(1).replaceAll('/', '-').slice(0, 24);
  await page.screenshot({ path: `${SHOTS}/${name}-${how}.png`, fullPage: true });
}

/** Runs in the page. */
async function axeViolations({
  source,
  rules,
}: {
  source: string;
  rules: readonly string[] | undefined;
}): Promise<string[]> {
  const scope = globalThis as unknown as { axe?: { run(options: object): Promise<AxeResults> } };
  if (scope.axe === undefined) (0, eval)(source);
  const { violations } = await scope.axe!.run({
    resultTypes: ['violations'],
    ...(rules ? { runOnly: { type: 'rule', values: rules } } : {}),
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ impact, id, nodes }) => `${impact} ${id} ${nodes[0]?.html.slice(0, 200)}`);
}
