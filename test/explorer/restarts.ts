/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { expect, it } from 'vitest';
import type { ExplorerScene } from '../support/explorer-scene.js';
import { factsOf, numberOf } from '../support/explorer-texts.js';

/** An open page outlives the chain and the explorer. Comes last: it takes them away. */
export function throughRestarts(scene: ExplorerScene): void {
  it('lives through a restart of the chain, and of itself, and says so meanwhile', async () => {
    await scene.withPage('/', async (page) => {
      await page.waitForSelector('[data-standing=good]');
      const before = numberOf((await factsOf(page, 'head'))['head']);
      await scene.chain.kill();
      await page.waitForSelector('[data-standing=bad]');
      await page.waitForSelector('.notice:has-text("The chain does not answer")');
      expect(numberOf((await factsOf(page, 'head'))['head'])).toBeGreaterThanOrEqual(before);
      await scene.startChain(scene.chain.ready.grpc.split(':').at(-1));
      await page.waitForSelector('[data-standing=good]');
      const restarted = scene.chain.ready.head;
      await page.waitForFunction(
        (height) =>
          Number(document.querySelector('[data-fact=head]')?.textContent?.replace(/\D/g, '')) > height,
        Math.max(before, restarted),
      );
      const { port } = new URL(scene.explorer.url);
      await scene.explorer.stop();
      await page.waitForSelector('.standing:has-text("Explorer away")');
      await scene.startExplorer(Number(port));
      await page.waitForSelector('[data-standing=good]');
    });
  });
}
