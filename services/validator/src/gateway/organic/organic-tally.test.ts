import { keyFromUri } from '@yumanet/chain-client';
import { expect, it } from 'vitest';
import { ScoreBook } from '../../scores/score-book.js';
import { OrganicTally } from './organic-tally.js';

const miner = (hotkey: string) => ({ hotkey, registeredAt: 7 });

it('all queries between two rounds are one observation: the score times the share that was answered', () => {
  const tally = new OrganicTally();
  const [a, b, c] = [miner('a'), miner('b'), miner('c')];
  for (let n = 0; n < 3; n += 1) tally.answered(a, []);
  tally.answered(a, [{ ...b, code: 'UNAVAILABLE' }]);
  tally.answered(b, [{ ...a, code: 'ANSWER_UNSIGNED' }]);
  tally.answered(a, [{ ...c, code: 'DEADLINE_EXCEEDED' }]);
  // Its own word, and the client's fault.
  tally.answered(a, [
    { ...b, code: 'QUOTA_EXCEEDED' },
    { ...c, code: 'BODY_INVALID' },
  ]);
  tally.answered(miner('stranger'), []);
  const scores = new Map([
    ['a', 0.7],
    ['b', 0.5],
    ['c', 0.9],
  ]);
  expect(tally.take((hotkey) => scores.get(hotkey))).toEqual([
    { ...a, score: expect.closeTo(0.6) as number },
    { ...b, score: 0.25 },
    { ...c, score: undefined },
  ]);
  expect(tally.take(() => 1)).toEqual([]);
});

it('a thousand answers leave a score as it is; a thousand failures lower it as one silent round does', async () => {
  const { address: hotkey } = await keyFromUri('//Eve');
  const [own, other] = [{ hotkey, registeredAt: 7 }, miner('other')];
  const book = new ScoreBook(0.2);
  for (let block = 0; block < 10; block += 1) book.observe(block, [{ ...own, score: 0.6 }]);
  const tally = new OrganicTally();
  const scoreOf = (of: string) => book.get(of)?.score;
  for (let n = 0; n < 1_000; n += 1) tally.answered(own, []);
  book.heard(tally.take(scoreOf));
  expect(book.get(hotkey)?.score).toBeCloseTo(0.6);
  for (let n = 0; n < 1_000; n += 1) tally.answered(other, [{ ...own, code: 'UNAVAILABLE' }]);
  book.heard(tally.take(scoreOf));
  expect(book.get(hotkey)?.score).toBeCloseTo(0.6 * 0.8);
});
