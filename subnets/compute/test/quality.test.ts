/** Every backend is exact, speed is paid, and whoever does not multiply earns nothing. */
import { openCast, playRounds, type Cast, type Player } from '@yumanet/subnet-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matricesOf } from '../src/task.js';
import { mechanism, PRIME, type Factors, type Matrix } from '../src/index.js';

type Solver = Player<Factors, Matrix>;
let open: Cast<Factors, Matrix>;
beforeAll(async () => void (open = await openCast(mechanism, { dataDir: () => '/nowhere' })));
afterAll(() => open.close());
const solver = (name: string): Solver => open.players.get(name)!;

async function scoresOf(players: Record<string, Solver>, rounds = 3) {
  // What the clock says is the bench's business: here everyone takes as long.
  const options = { seed: 'cheats', rounds, latencyMs: () => 50 };
  return playRounds(mechanism, new Map(Object.entries(players)), options);
}

describe('backends', () => {
  it('give one product, whoever multiplies', async () => {
    for (const n of [8, 40, 256]) {
      const factors = { n, seed: 'f'.repeat(64) };
      const expected = await solver('naive')(factors, 0);
      for (const name of ['threads', 'wasm', 'blocked'])
        expect((await solver(name)(factors, 0))!.elements, `${name} ${n}`).toEqual(expected!.elements);
    }
  });

  it('give the product that big integers give', async () => {
    const factors = { n: 24, seed: 'e'.repeat(64) };
    const [a, b] = matricesOf(factors);
    const got = await solver('wasm')(factors, 0);
    for (let i = 0; i < 24; i += 1) {
      for (let j = 0; j < 24; j += 1) {
        let sum = 0n;
        for (let k = 0; k < 24; k += 1)
          sum += BigInt(a.elements[i * 24 + k]!) * BigInt(b.elements[k * 24 + j]!);
        expect(got!.elements[i * 24 + j]).toBe(Number(sum % BigInt(PRIME)));
      }
    }
  });

  it('answer several questions at once, each its own', async () => {
    const tasks = ['a', 'b', 'c'].map((letter) => ({ n: 16, seed: letter.repeat(64) }));
    const together = await Promise.all(tasks.map((task) => solver('threads')(task, 0)));
    for (const [i, task] of tasks.entries())
      expect(together[i]!.elements).toEqual((await solver('naive')(task, 0))!.elements);
  });
});

describe('scores', () => {
  it('rise with the throughput that the validator saw', async () => {
    const took: Record<string, number> = { fast: 5, middling: 50, slow: 500 };
    const players = new Map(Object.keys(took).map((name) => [name, solver('wasm')]));
    const options = { seed: 'speed', rounds: 3, latencyMs: (name: string) => took[name]! };
    const scores = await playRounds(mechanism, players, options);
    for (let i = 0; i < 3; i += 1) {
      const [fast = 0, middling = 0, slow = 0] = Object.keys(took).map((name) => scores.get(name)![i]);
      expect(fast > middling && middling > slow && slow > 0).toBe(true);
    }
  });

  it('are zero for a guess, a copied product, a table of all products ever made, and one wrong element', async () => {
    let lastHonest: Matrix | undefined;
    const table = new Map<string, Matrix>();
    const wrongOnce: Solver = async (task, round) => {
      const { n, elements } = (await solver('wasm')(task, round))!;
      elements[round] = (elements[round]! + 1) % PRIME;
      return { n, elements };
    };
    const scores = await scoresOf({
      honest: async (task, round) => {
        lastHonest = await solver('wasm')(task, round);
        table.set(task.seed, lastHonest!);
        return lastHonest;
      },
      copier: () => Promise.resolve(lastHonest),
      lookUp: (task) => Promise.resolve(table.get(task.seed) ?? lastHonest),
      wrongOnce,
      guess: solver('guess'),
    });
    expect(scores.get('honest')!.every((score) => score > 0)).toBe(true);
    for (const cheat of ['copier', 'lookUp', 'wrongOnce', 'guess'])
      expect(scores.get(cheat), cheat).toEqual([0, 0, 0]);
  });

  it('are zero where the validator saw no time: nothing that a miner says of its speed counts', async () => {
    const round = await mechanism.task.make('self-reported', ['miner']);
    const answer = (await solver('wasm')(round.asks.get('miner')!, 0))!;
    const scores = await mechanism.score.score(round, new Map([['miner', answer]]));
    expect(scores.get('miner')).toBe(0);
    // And an answer has no room to say it.
    const boasted = { ...answer, rate: 1e15 };
    expect(mechanism.handler.codec.encode(boasted)).toEqual(mechanism.handler.codec.encode(answer));
  });
});
