import { expect, it } from 'vitest';
import { Contest, type Way } from './contest.js';

const play = (contest: Contest, shape: string, epochs: number, cost: Record<Way, number>) =>
  Array.from({ length: epochs }, () => {
    const way = contest.choose(shape);
    contest.report(shape, way, cost[way]);
    return way;
  });

it('tries both ways, takes the faster, and looks again at the other', () => {
  const contest = new Contest();
  expect(contest.decided('a')).toBeNull();
  const ways = play(contest, 'a', 128, { device: 5, plain: 3 });
  expect(ways.slice(0, 6).sort()).toEqual(['device', 'device', 'device', 'plain', 'plain', 'plain']);
  expect(ways.slice(6).filter((way) => way === 'device')).toHaveLength(2);
  expect(contest.decided('a')).toBe('plain');
});

it('changes its mind when the other way has become faster', () => {
  const contest = new Contest();
  play(contest, 'a', 100, { device: 5, plain: 3 });
  play(contest, 'a', 300, { device: 1, plain: 3 });
  expect(contest.decided('a')).toBe('device');
});

it('keeps shapes apart, and forgets the oldest of too many', () => {
  const contest = new Contest();
  play(contest, 'first', 10, { device: 1, plain: 3 });
  expect(contest.decided('second')).toBeNull();
  for (let k = 0; k < 256; k++) contest.choose(String(k));
  expect(contest.decided('first')).toBeNull();
});
