import { describe, expect, it } from 'vitest';
import { mechanism } from '../../test/squares.js';
import type { SubnetMechanism } from '../mechanism.js';
import { contractViolations } from './contract-violations.js';

type Squares = typeof mechanism;
const options = { dataDir: () => '/nowhere' };
const violations = (change: Partial<Squares>) => contractViolations({ ...mechanism, ...change }, options);

describe('contractViolations', () => {
  it('has nothing to say about a mechanism that fits', async () => {
    expect(await contractViolations(mechanism, options)).toEqual([]);
  });

  it.each<[string, Partial<Squares>]>([
    ['name: expected lower-case', { name: 'Two words' }],
    [
      'task: expected the same round',
      {
        task: {
          ...mechanism.task,
          make: (seed, hotkeys) => mechanism.task.make(`${seed}${Math.random()}`, hotkeys),
        },
      },
    ],
    [
      'task: expected another round',
      { task: { ...mechanism.task, make: (_seed, hotkeys) => mechanism.task.make('always', hotkeys) } },
    ],
    [
      'task: expected BODY_INVALID',
      {
        task: {
          ...mechanism.task,
          codec: { ...mechanism.task.codec, decode: () => ({ numbers: [1, 2, 3] }) },
        },
      },
    ],
    ['score: expected 0 for silence', { score: { ...mechanism.score, score: allGet(1) } }],
    ['score: expected a number from 0 to 1', { score: { ...mechanism.score, score: allGet(2) } }],
    ['compose: expected nothing', { score: { ...mechanism.score, compose: () => ({ numbers: [0, 0, 0] }) } }],
    [
      'handler: expected BACKEND_UNKNOWN',
      {
        handler: {
          ...mechanism.handler,
          open: (given) => mechanism.handler.open({ ...given, backend: 'exact' }),
        },
      },
    ],
  ])('says: %s', async (sentence, change) => {
    const found = await violations(change);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((each) => !each.includes('undefined'))).toBe(true);
    expect(found.join('\n')).toContain(sentence);
  });
});

function allGet(score: number): Squares['score']['score'] {
  const judge: SubnetMechanism<unknown, unknown, unknown>['score']['score'] = ({ asks }) =>
    new Map([...asks.keys()].map((hotkey) => [hotkey, score]));
  return judge;
}
