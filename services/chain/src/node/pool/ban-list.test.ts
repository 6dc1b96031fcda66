import { expect, it } from 'vitest';
import { BanList } from './ban-list.js';

it('bans for its time, and the newest at most', () => {
  let now = 0;
  const bans = new BanList({ now: () => now }, 100, 2);
  bans.ban('a');
  now = 99;
  expect(bans.isBanned('a')).toBe(true);
  now = 100;
  expect(bans.isBanned('a')).toBe(false);
  for (const hash of ['a', 'b', 'c']) bans.ban(hash);
  expect(['a', 'b', 'c'].map((hash) => bans.isBanned(hash))).toEqual([false, true, true]);
  bans.lift('c');
  expect(bans.isBanned('c')).toBe(false);
});
