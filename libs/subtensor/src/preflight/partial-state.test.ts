import type { Context, Hex } from '@yumanet/frame';
import { describe, expect, it } from 'vitest';
import { readBlockMoney } from '../economy/money-events.js';
import { readEconomy } from '../economy/economy-state.js';
import { Fabric } from '../replay/fabric.js';
import { LoadedEmission } from '../runtimes/finney-2024-06/pallets/subtensor-module/storage/neurons.js';
import { Stake } from '../runtimes/finney-2024-06/pallets/subtensor-module/storage/stake.js';
import { createFinney202406 } from '../index.js';
import { askStateParts, type FetchParts, type StateParts } from './partial-state.js';

const runtime = createFinney202406();

function fabricate(): Fabric {
  const fabric = new Fabric(runtime);
  fabric.network(1, { tempo: 9 });
  fabric.neuron(1, 'validator', 'cold', 1_000n);
  fabric.neuron(1, 'miner', 'cold', 7n);
  return fabric;
}

/** A state elsewhere, and what was asked of it. */
function elsewhere({ ctx }: Fabric): { fetch: FetchParts; asked: StateParts[] } {
  const asked: StateParts[] = [];
  const pairs = (keys: Iterable<Hex>): (readonly [Hex, Uint8Array])[] =>
    [...keys].flatMap((key) => {
      const value = ctx.storage.get(key);
      return value === undefined ? [] : [[key, value] as const];
    });
  const fetch: FetchParts = (parts) => {
    asked.push(parts);
    return Promise.resolve([
      ...pairs(parts.keys),
      ...parts.prefixes.flatMap((prefix) => pairs(ctx.storage.keys(prefix))),
    ]);
  };
  return { fetch, asked };
}

describe('a question of a state that is elsewhere', () => {
  it('is answered as here, in a round for each thing that follows from another; with a hint, in one', async () => {
    const fabric = fabricate();
    const [validator, miner] = [...Stake.entries(fabric.ctx)].map(([[hotkey]]) => hotkey);
    LoadedEmission.put(fabric.ctx, 1, [
      [validator!, 1n, 2n],
      [miner!, 3n, 4n],
    ]);
    const { fetch, asked } = elsewhere(fabric);
    const question = (ctx: Context) => [readEconomy(ctx), readBlockMoney(ctx)];
    const first = await askStateParts(runtime, fetch, question);
    expect(first.answer).toEqual(question(fabric.ctx));
    expect(asked.length).toBeGreaterThan(1);
    asked.length = 0;
    expect((await askStateParts(runtime, fetch, question, first.read)).answer).toEqual(first.answer);
    expect(asked).toEqual([first.read]);
  });

  it('a hint of something else, and prefixes within each other, change nothing', async () => {
    const fabric = fabricate();
    const { fetch } = elsewhere(fabric);
    const hotkeys = (ctx: Context) => [...Stake.entries(ctx)].map(([[hotkey]]) => hotkey);
    const question = (ctx: Context) =>
      hotkeys(ctx).map((hotkey) =>
        [...Stake.entries(ctx, hotkey)].map(([[, coldkey], rao]) => [coldkey, rao]),
      );
    const [hotkey] = hotkeys(fabric.ctx);
    for (const prefixes of [
      [],
      [Stake.key(fabric.ctx, hotkey!)],
      [Stake.key(fabric.ctx, hotkey!), Stake.prefix],
      ['ff'],
    ]) {
      const { answer } = await askStateParts(runtime, fetch, question, { keys: ['00'], prefixes });
      expect(answer).toEqual(question(fabric.ctx));
    }
  });
});
