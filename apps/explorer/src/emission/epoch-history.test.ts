import { Verdict, type EpochVerdict } from '@yumanet/proto/emission/v1';
import { expect, it } from 'vitest';
import { EpochHistory } from './epoch-history.js';

const HOTKEY = 'ab'.repeat(32);

function verdict(netuid: number, block: number, incentive: number, hotkey = HOTKEY): EpochVerdict {
  return {
    netuid,
    block: BigInt(block),
    blockHash: Buffer.alloc(32),
    verdict: Verdict.VERDICT_EQUAL,
    difference: undefined,
    reason: '',
    snapshotDigest: Buffer.alloc(32),
    raoEmission: 7n,
    neurons: [
      {
        uid: 3,
        hotkey: Buffer.from(hotkey, 'hex'),
        stakeRao: 5n,
        incentive,
        dividends: 0,
        serverEmissionRao: 2n ** 60n,
        validatorEmissionRao: 0n,
      },
    ],
    sourceSequence: 0n,
  };
}

it('keeps a subnet’s newest epochs, each once, and goes on after the newest of all', () => {
  const history = new EpochHistory(2);
  expect(history.next).toBe(0n);
  const added = [
    verdict(1, 20, 1),
    verdict(1, 41, 2),
    verdict(1, 41, 9),
    verdict(1, 62, 3),
    verdict(2, 61, 4),
  ];
  expect(added.map((each) => history.add(each))).toEqual([true, true, false, true, true]);
  expect(history.ofNeuron(1, HOTKEY).map(({ block, incentive }) => [block, incentive])).toEqual([
    [41, 2],
    [62, 3],
  ]);
  expect(history.ofNeuron(1, HOTKEY)[0]).toMatchObject({ serverEmissionRao: '1152921504606846976' });
  expect(history.ofNeuron(1, 'cd'.repeat(32))).toEqual([]);
  expect(history.newest(2).map(({ netuid, block }) => [netuid, block])).toEqual([
    [1, 62],
    [2, 61],
  ]);
  expect(history.last(2)).toMatchObject({ verdict: 'equal', block: 61, raoEmission: '7' });
  expect(history.last(3)).toBeNull();
  expect(history.next).toBe(63n);
});

it('names what is different, and why something cannot be verified', () => {
  const history = new EpochHistory(1);
  const difference = { field: 'incentive', uid: 4, expected: '7', got: '8' };
  history.add({ ...verdict(1, 20, 1), verdict: Verdict.VERDICT_DIFFERENT, difference });
  expect(history.last(1)).toMatchObject({
    verdict: 'different',
    reason: 'incentive of uid 4: expected 7, got 8',
  });
  history.add({ ...verdict(1, 41, 1), verdict: Verdict.VERDICT_UNVERIFIABLE, reason: 'STATE_DISCARDED' });
  expect(history.last(1)).toMatchObject({ verdict: 'unverifiable', reason: 'STATE_DISCARDED' });
});
