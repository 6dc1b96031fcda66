/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { keyFromUri } from '@yumanet/chain-client';
import { startExplorer } from '@yumanet/explorer';
import { EmissionServiceService } from '@yumanet/proto/emission/v1';
import { createGrpcClient } from '@yumanet/service-kit';
import { expect, it } from 'vitest';
import type { ExplorerScene } from '../support/explorer-scene.js';
import { U16_MAX, factsOf, numberOf, percent, percentOf, tao } from '../support/explorer-texts.js';

/** Of which block an answer is; none while it is refused. */
interface AnswerAt {
  readonly at?: { readonly number: number };
}

/** What a page says is what the chain and the emission service say. */
export function sameAsTheChain(scene: ExplorerScene): void {
  it('says what the chain says: issuance, shares, neurons, weights, blocks', async () => {
    await scene.withPage('/', async (page) => {
      await page.waitForFunction(() => document.querySelector('[data-standing=good]') !== null);
      const seen = await factsOf(page, 'head', 'issuance');
      const hash = await scene.hashOf(numberOf(seen['head']));
      expect(seen['issuance']).toBe(tao((await scene.at(hash, 'TotalIssuance')).toBigInt()));
    });
    await scene.withPage(`/subnets/${scene.subnet.netuid}`, async (page) => {
      const { block, facts, rows } = await page.evaluate(() => ({
        block: /as of block ([\d,]+)/i.exec(document.body.innerText)?.[1],
        facts: ['share', 'emission'].map((id) => document.querySelector(`[data-fact=${id}]`)?.textContent),
        rows: [...document.querySelectorAll('tbody tr')].map((row) =>
          ['uid', 'stake', 'incentive', 'dividends', 'emission'].map(
            (id) => row.querySelector(`[data-column=${id}]`)?.textContent ?? '',
          ),
        ),
      }));
      const hash = await scene.hashOf(numberOf(block));
      const [own, other] = await Promise.all(
        [scene.subnet.netuid, scene.subnet.other].map(async (id) =>
          (await scene.at(hash, 'EmissionValues', id)).toBigInt(),
        ),
      );
      const millionths = (own! * 1_000_000n) / (own! + other!);
      expect(facts).toEqual([percentOf(Number(millionths) / 1e6), tao(own!)]);
      expect([own! > other!, other! > 0n]).toEqual([true, true]);
      const [incentive, dividends, paidRao] = await Promise.all(
        ['Incentive', 'Dividends', 'Emission'].map(async (item) => [
          ...(await scene.at(hash, item, scene.subnet.netuid)),
        ]),
      );
      const hotkeys = [...scene.subnet.validators, ...scene.subnet.miners];
      const expected = await Promise.all(
        hotkeys.map(async ({ address }, uid) => [
          String(uid),
          tao((await scene.at(hash, 'TotalHotkeyStake', address)).toBigInt()),
          percent(incentive![uid]!.toNumber()),
          percent(dividends![uid]!.toNumber()),
          tao(paidRao![uid]!.toBigInt()),
        ]),
      );
      expect(rows.sort(([a], [b]) => Number(a) - Number(b))).toEqual(expected);
      expect(expected[2]![2]).not.toBe(percent(0));
    });
    await scene.withPage(`/subnets/${scene.subnet.netuid}/neurons/2`, async (page) => {
      const { block, facts } = await page.evaluate(() => ({
        block: /as of block ([\d,]+)/i.exec(document.body.innerText)?.[1],
        facts: ['stake', 'incentive'].map((id) => document.querySelector(`[data-fact=${id}]`)?.textContent),
      }));
      const hash = await scene.hashOf(numberOf(block));
      const [stake, shares] = await Promise.all([
        scene.at(hash, 'TotalHotkeyStake', scene.subnet.miners[0]!.address),
        scene.at(hash, 'Incentive', scene.subnet.netuid),
      ]);
      expect(facts).toEqual([tao(stake.toBigInt()), percent([...shares][2]!.toNumber())]);
    });
    await scene.withPage(`/subnets/${scene.subnet.netuid}/weights`, async (page) => {
      const row = numberOf(await page.inputValue('select'));
      const stored = (await scene.at(await scene.hashOf(10), 'Weights', scene.subnet.netuid, row)).toString();
      expect(stored).toBe('[]');
      const { hash } = await scene.client.source.head('finalized');
      const now = [...(await scene.at(hash, 'Weights', scene.subnet.netuid, row))].map((pair) =>
        String(pair),
      );
      const values = await page
        .locator('table:has(caption:text-matches("weights", "i")) [data-column=value]')
        .allTextContents();
      const weights = now.map((pair) => Number((JSON.parse(pair) as number[])[1])).sort((a, b) => b - a);
      expect(values.map(numberOf)).toEqual(weights);
      expect(weights[0]).toBe(U16_MAX);
    });
    await scene.withPage('/blocks/5', async (page) => {
      expect(await factsOf(page, 'hash')).toEqual({ hash: await scene.hashOf(5) });
    });
  });

  it('adds up an account’s stake as the chain does, and says when it has not looked at all stakes', async () => {
    const owner = (await keyFromUri('//Eve')).address;
    const readStake = (url: string) =>
      scene.withPage(
        `/accounts/${owner}`,
        async (page) => ({
          rows: await page.locator('table:has-text("Stake of the account by hotkey") tbody tr').count(),
          note: await page.locator('.card:has-text("Its stake") .note').allTextContents(),
          total: await page.locator('[data-fact=staked]').textContent(),
          block: /as of block ([\d,]+)/i.exec(await page.locator('body').innerText())?.[1],
        }),
        url,
      );
    // A miner's first pay becomes a stake some blocks after the epoch that gave it, and not everybody's at once.
    await scene.until(async (hash) => {
      const stakes = scene.subnet.miners.map(({ address }) => scene.at(hash, 'TotalHotkeyStake', address));
      return (await Promise.all(stakes)).every((stake) => stake.toBigInt() > 0n);
    });
    const all = await readStake(scene.explorer.url);
    expect(all.rows).toBeGreaterThan(scene.subnet.validators.length);
    expect(all.note).toEqual([]);
    const few = await startExplorer({
      ...{ chainGrpc: scene.chain.ready.grpc, logLevel: 'error', port: 0, statusPort: 0 },
      searchStakes: 1,
    });
    try {
      // It hears of the last blocks one after the other first, and answers by the newest that it has heard of.
      const { number } = await scene.client.source.head('finalized');
      const answered = async () =>
        (await fetch(`${few.url}/v1/accounts/${owner}`)).json() as Promise<AnswerAt>;
      await expect.poll(async () => (await answered()).at?.number).toBeGreaterThan(number);
      const { rows, note, total, block } = await readStake(few.url);
      expect(rows).toBe(1);
      expect(note).toEqual([expect.stringContaining('more stakes than were looked at')]);
      const hash = await scene.hashOf(numberOf(block));
      expect(total).toBe(tao((await scene.at(hash, 'TotalColdkeyStake', owner)).toBigInt()));
    } finally {
      await few.stop();
    }
  });

  it('explains as the emission service does', async () => {
    await scene.withPage(`/subnets/${scene.subnet.netuid}/neurons/2`, async (page) => {
      const list = page.locator('[data-fact=explain]');
      await list.waitFor();
      const { block, sentences } = await list.evaluate((steps) => ({
        block: /epoch of block ([\d,]+)/i.exec(steps.parentElement!.innerText)?.[1],
        sentences: [...steps.children].map((step) => step.textContent),
      }));
      const asked = createGrpcClient(EmissionServiceService, { address: scene.emission.ready.grpc });
      const who = { $case: 'uid' as const, uid: 2 };
      const { steps } = await asked.explain(
        { netuid: scene.subnet.netuid, who, block: BigInt(numberOf(block)) },
        { deadlineMs: 5_000 },
      );
      asked.close();
      const told = steps.map(({ step, sentence }) => `${step} ${sentence}`);
      // The payout is booked a block later.
      expect(told.slice(0, sentences.length)).toEqual(sentences);
      expect(sentences.length).toBeGreaterThanOrEqual(10);
      expect(await page.locator('.chart canvas').count()).toBe(2);
    });
  });
}
