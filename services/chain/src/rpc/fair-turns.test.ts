import { expect, it } from 'vitest';
import { FairTurns } from './fair-turns.js';

it('takes one piece of each client in turn where all last equally long, and keeps the order of each', async () => {
  let now = 0;
  const turns = new FairTurns(100, () => now++);
  const [greedy, modest] = [{}, {}];
  const order: string[] = [];
  const ask = (client: object, name: string) => turns.run(client, () => void order.push(name));
  const all = [ask(greedy, 'g1'), ask(greedy, 'g2'), ask(greedy, 'g3'), ask(modest, 'm1'), ask(modest, 'm2')];
  expect(turns.waiting).toBe(5);
  await Promise.all(all);
  expect(order).toEqual(['g1', 'm1', 'g2', 'm2', 'g3']);
});

/** A machine whose pieces last as long as they say. */
function machine() {
  let now = 0;
  const turns = new FairTurns(1, () => now);
  const order: string[] = [];
  const ask = (client: object, name: string, ms: number) =>
    turns.run(client, () => {
      now += ms;
      order.push(name);
    });
  return { order, ask };
}

it('lets who asks for little go before those who ask for much, however many they are', async () => {
  const { order, ask } = machine();
  const modest = {};
  await ask(modest, 'modest', 0.1);
  const greedy = [{}, {}, {}];
  const much = [1, 2, 3, 4, 5].flatMap((round) =>
    greedy.map((one, i) => ask(one, `greedy ${i} ${round}`, 5)),
  );
  await much[4];
  await ask(modest, 'modest again', 0.1);
  await Promise.all(much);
  expect(order.indexOf('modest again')).toBe(6);
  expect(order.slice(1, 4).sort()).toEqual(['greedy 0 1', 'greedy 1 1', 'greedy 2 1']);
  // Heavy by now, and at rest between slices, yet everything is done.
  expect(order).toHaveLength(17);
});

it('lets nobody save up turns by being silent', async () => {
  const { order, ask } = machine();
  const [silent, busy] = [{}, {}];
  await ask(silent, 'first', 1);
  for (let i = 0; i < 50; i++) await ask(busy, 'busy', 5);
  const late = Array.from({ length: 20 }, () => ask(silent, 'silent', 5));
  await Promise.all([...late, ask(busy, 'busy at last', 5)]);
  expect(order.slice(51).indexOf('busy at last')).toBeLessThanOrEqual(2);
});

it('lets the event loop go on after a slice, so that who comes meanwhile is next', async () => {
  let now = 0;
  const turns = new FairTurns(5, () => now);
  const order: string[] = [];
  const pieces = ['g1', 'g2', 'g3'].map((name) =>
    turns.run(turns, () => {
      now += 10;
      order.push(name);
    }),
  );
  await pieces[0];
  const late = turns.run({}, () => void order.push('late'));
  await Promise.all([...pieces, late]);
  expect(order).toEqual(['g1', 'late', 'g2', 'g3']);
});

it('has its share of an event loop that is busy with something else: more than a piece a turn', async () => {
  const turns = new FairTurns();
  let [busyTurns, pieces] = [0, 0];
  const busy = (): void => {
    const from = performance.now();
    while (performance.now() < from + 50);
    busyTurns += 1;
    if (pieces < 100) setImmediate(busy);
  };
  setImmediate(busy);
  const work = () => {
    const from = performance.now();
    while (performance.now() < from + 0.5);
    pieces += 1;
  };
  await Promise.all(Array.from({ length: 100 }, () => turns.run(turns, work)));
  expect(pieces / busyTurns).toBeGreaterThan(5);
});

it('gives what the work gave, or what it threw, at once or later', async () => {
  const turns = new FairTurns();
  expect(await turns.run({}, () => 7)).toBe(7);
  expect(await turns.run({}, () => Promise.resolve(8))).toBe(8);
  await expect(
    turns.run({}, () => {
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await expect(turns.run({}, () => Promise.reject(new Error('later')))).rejects.toThrow('later');
});

it('does nothing for who is gone, and nothing at all when stopped', async () => {
  const turns = new FairTurns();
  const [gone, here] = [{}, {}];
  const order: string[] = [];
  void turns.run(gone, () => void order.push('gone'));
  const piece = turns.run(here, () => void order.push('here'));
  turns.forget(gone);
  void turns.run(gone, () => void order.push('gone again'));
  await piece;
  void turns.run(here, () => void order.push('too late'));
  turns.stop();
  await new Promise((resolve) => setImmediate(resolve));
  expect(order).toEqual(['here']);
  expect(turns.waiting).toBe(0);
});
