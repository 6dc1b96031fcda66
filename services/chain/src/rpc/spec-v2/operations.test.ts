import { expect, it } from 'vitest';
import { Operations } from './operations.js';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

function setUp(limit = 2) {
  const heard: string[] = [];
  const operations = new Operations(
    limit,
    (id) => heard.push(`wait ${id}`),
    (id, error) => heard.push(`fault ${id} ${(error as Error).message}`),
  );
  return { operations, heard };
}

it('takes a turn of the event loop a step, waits when told to, and goes on when continued', async () => {
  const { operations, heard } = setUp();
  const results = ['again', 'wait', 'done'] as const;
  let steps = 0;
  const { id, run } = operations.open(() => () => results[steps++]!);
  run();
  expect(steps).toBe(1);
  await nextTurn();
  expect([steps, heard]).toEqual([2, [`wait ${id}`]]);
  await nextTurn();
  expect(steps).toBe(2);
  operations.continue(id);
  await nextTurn();
  expect(steps).toBe(3);
  expect(() => operations.continue(id)).toThrow('Wait for continue');
});

it('has a limit, and room again when one ends, is stopped or fails', () => {
  const { operations, heard } = setUp();
  const failing = operations.open(() => () => {
    throw new Error('no');
  });
  const endless = operations.open(() => () => 'wait');
  expect(operations.isFull).toBe(true);
  failing.run();
  expect(heard).toEqual([`fault ${failing.id} no`]);
  expect(operations.isFull).toBe(false);
  endless.run();
  operations.open(() => () => 'done').run();
  expect(operations.isFull).toBe(false);
  operations.stop(endless.id);
  expect(() => operations.continue(endless.id)).toThrow();
});

it('runs nothing of what was stopped', async () => {
  const { operations } = setUp();
  let steps = 0;
  const { run } = operations.open(() => () => {
    steps++;
    return 'again';
  });
  run();
  operations.stopAll();
  await nextTurn();
  expect(steps).toBe(1);
});
