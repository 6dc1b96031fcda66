import { expect, it } from 'vitest';
import { StatusBoard, isLast } from './status-board.js';
import type { TransactionStatus } from './transaction.js';

it('tells those who watch, until the last word', () => {
  const board = new StatusBoard();
  const heard: TransactionStatus[] = [];
  board.watch('aa', (status) => heard.push(status));
  const stop = board.watch('aa', () => heard.push('future'));
  board.tell('aa', 'ready');
  stop();
  board.tell('bb', 'invalid');
  board.tell('aa', 'invalid');
  board.tell('aa', 'ready');
  expect(heard).toEqual(['ready', 'future', 'invalid']);
});

it('knows the last word', () => {
  const hash = new Uint8Array(32);
  expect(
    [{ finalized: hash }, { usurped: 'aa' }, 'dropped', 'invalid'].map((s) => isLast(s as never)),
  ).toEqual([true, true, true, true]);
  expect(['ready', 'future', { inBlock: hash }, { retracted: hash }].some((s) => isLast(s as never))).toBe(
    false,
  );
});
