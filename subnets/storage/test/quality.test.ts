/** Scores follow retention; whoever does not keep earns nothing, whatever he says. */
import { openCast, orderOf, playRounds, type Player } from '@yumanet/subnet-kit/testing';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mechanism, type Errand, type Receipt } from '../src/index.js';
import { Folders } from './folders.js';

const folders = new Folders();
afterAll(() => folders.remove());
const { signal } = new AbortController();

/** A keeper, its folder, and how to open it again: as a miner that restarts. */
async function openKeeper(dataDir = folders.dataDir('keeper')) {
  const handler = await mechanism.handler.open({ backend: 'disk', hotkey: 'keeper', dataDir, signal });
  const answer: Player<Errand, Receipt> = (task) => handler.answer(task, signal) as Promise<Receipt>;
  return { dataDir, answer };
}

const chunksIn = (dataDir: string) =>
  readdirSync(join(dataDir, 'chunks'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const scoresOf = (player: Player<Errand, Receipt>, rounds: number) =>
  playRounds(mechanism, new Map([['miner', player]]), { seed: 'keeping', rounds }).then((scores) =>
    scores.get('miner')!,
  );

describe('scores', () => {
  it('order the backends by retention', async () => {
    const open = (seed: string) => openCast(mechanism, { seed, dataDir: folders.dataDir });
    // Twenty seeds: bench/order.mjs.
    const { ordered, scores } = await orderOf(mechanism, open, { seeds: 2, rounds: 24 });
    expect(ordered).toBe(2);
    expect(scores['lazy']).toBe(0);
  });

  it('rise with what is kept, up to one, and survive a restart', async () => {
    const keeper = await openKeeper();
    let { answer } = keeper;
    const scores = await scoresOf(async (task, round) => {
      if (round === 4) ({ answer } = await openKeeper(keeper.dataDir));
      return answer(task, round);
    }, 10);
    expect(scores).toEqual([0, 1 / 7, 2 / 7, 3 / 7, 4 / 7, 5 / 7, 6 / 7, 1, 1, 1]);
    // The oldest made room: a folder never grows beyond what is asked of it.
    expect(chunksIn(keeper.dataDir)).toHaveLength(32);
  });

  it('fall to zero with the chunks, and begin anew', async () => {
    const { dataDir, answer } = await openKeeper();
    const scores = await scoresOf((task, round) => {
      if (round === 3) for (const path of chunksIn(dataDir)) rmSync(path);
      return answer(task, round);
    }, 6);
    expect(scores).toEqual([0, 1 / 7, 2 / 7, 0, 1 / 7, 2 / 7]);
  });

  it('are zero for data of the right length that is not the data', async () => {
    const { dataDir, answer } = await openKeeper();
    const scores = await scoresOf((task, round) => {
      if (round === 2) for (const path of chunksIn(dataDir)) writeFileSync(path, Buffer.alloc(8_192, 7));
      return answer(task, round);
    }, 3);
    expect(scores).toEqual([0, 1 / 7, 0]);
  });

  it('do not rise by silence: the same challenge waits', async () => {
    const { answer } = await openKeeper();
    const asked: Errand[] = [];
    const scores = await scoresOf((task, round) => {
      asked.push(task);
      return round === 2 || round === 3 ? Promise.resolve(undefined) : answer(task, round);
    }, 6);
    expect(scores).toEqual([0, 1 / 7, 0, 0, 2 / 7, 3 / 7]);
    const challenge = ({ prove, retrieve }: Errand) => ({ prove, retrieve });
    expect(challenge(asked[3]!)).toEqual(challenge(asked[2]!));
    expect(challenge(asked[4]!)).toEqual(challenge(asked[2]!));
    expect(challenge(asked[5]!)).not.toEqual(challenge(asked[2]!));
  });

  it('are zero for a table of every leaf ever shown, and for what another miner shows', async () => {
    const { answer } = await openKeeper();
    const leaves = new Map<string, Receipt['proofs'][number]>();
    let shown: Receipt | undefined;
    const players = new Map<string, Player<Errand, Receipt>>([
      ['keeper', async (task, round) => (shown = await answer(task, round))],
      ['copier', (task) => Promise.resolve({ ...shown!, stored: task.store.length })],
      [
        'table',
        ({ store, prove, retrieve }) =>
          Promise.resolve({
            stored: store.length,
            proofs: prove.map(({ id, leaf }) => leaves.get(`${id} ${leaf}`) ?? shown?.proofs[0] ?? null),
            chunks: retrieve.map(() => shown?.chunks[0] ?? null),
          }),
      ],
    ]);
    const scores = await playRounds(mechanism, players, { seed: 'cheats', rounds: 8 });
    expect(scores.get('keeper')!.at(-1)).toBe(1);
    expect(scores.get('copier')).toEqual(Array(8).fill(0));
    expect(scores.get('table')).toEqual(Array(8).fill(0));
  });

  it('are zero for a miner that says that it stores everything', async () => {
    const cast = await openCast(mechanism, { backends: ['lazy'], dataDir: folders.dataDir });
    expect(await scoresOf(cast.players.get('lazy')!, 6)).toEqual(Array(6).fill(0));
  });
});
