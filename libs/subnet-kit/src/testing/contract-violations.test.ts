import { describe, expect, it } from 'vitest';
import { mechanism } from '../../test/squares.js';
import type { SubnetMechanism } from '../mechanism.js';
import { contractViolations } from './contract-violations.js';
import { subnetError } from '../errors.js';
import type { Codec } from '../codec.js';

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
    [
      'remember: expected at most',
      { score: { ...mechanism.score, remember: ({ asks }) => allRemember(asks, Buffer.alloc(5_000)) } },
    ],
    [
      'remember: expected the same',
      {
        score: {
          ...mechanism.score,
          remember: ({ asks }) => allRemember(asks, Buffer.from(`${Math.random()}`)),
        },
      },
    ],
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

describe('contractViolations of streams', () => {
  type Numbers = { readonly numbers: readonly number[] };
  const digit: Codec<number> = {
    encode: (value) => Uint8Array.of(value),
    decode: ([value]) => value ?? 0,
  };
  const streaming = (codec: Codec<number>, parts: readonly number[]) =>
    contractViolations<Numbers, null, Numbers, number>(
      {
        ...mechanism,
        handler: {
          codec: mechanism.handler.codec,
          backends: ['parts'],
          chunks: { codec, join: (chunks) => ({ numbers: [...chunks, 0, 0, 0].slice(0, 3) }) },
          open: ({ backend }) => {
            if (backend !== 'parts') throw subnetError('BACKEND_UNKNOWN', backend);
            return Promise.resolve({
              facts: {},
              async *answer() {
                for (const part of parts) yield await Promise.resolve(part);
              },
              close: () => Promise.resolve(),
            });
          },
        },
      },
      options,
    );

  it('has nothing to say about a stream that fits', async () => {
    expect(await streaming(digit, [1, 4, 9])).toEqual([]);
  });

  it.each<[string, Codec<number>, number[]]>([
    ['expected a stream of at least one chunk', digit, []],
    ['chunk of parts: expected decode', { ...digit, decode: () => 7 }, [1]],
  ])('says: %s', async (sentence, codec, parts) => {
    expect((await streaming(codec, parts)).join('\n')).toContain(sentence);
  });
});

function allGet(score: number): Squares['score']['score'] {
  const judge: SubnetMechanism<unknown, unknown, unknown>['score']['score'] = ({ asks }) =>
    new Map([...asks.keys()].map((hotkey) => [hotkey, score]));
  return judge;
}

function allRemember(
  asks: ReadonlyMap<string, unknown>,
  memory: Uint8Array,
): ReadonlyMap<string, Uint8Array> {
  return new Map([...asks.keys()].map((hotkey) => [hotkey, memory]));
}
