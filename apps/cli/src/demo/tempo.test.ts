import { expect, it } from 'vitest';
import { tempoText } from './tempo.js';

it('shows a tempo as aligned lines', () => {
  const common = { incentive: 0, dividends: 0, emissionRao: 0n };
  const text = tempoText({
    netuid: 1,
    epochBlock: 40,
    owner: '//Bob',
    ownerFreeRao: 1_500_000_000n,
    neurons: [
      {
        uid: 0,
        hotkey: 'abc',
        role: 'validator',
        stakeRao: 2_000_000_000_000n,
        ...common,
        dividends: 65_535,
      },
      { uid: 10, hotkey: 'abcdef', role: 'miner', stakeRao: 1n, ...common, emissionRao: 12n },
    ],
  });
  expect(text.split('\n')).toEqual([
    'subnet 1, epoch of block 40, paid in block 41 (TAO)',
    'uid  hotkey  role                stake  incentive  dividends     emission',
    '  0  abc     validator  2000.000000000     0.0000     1.0000  0.000000000',
    ' 10  abcdef  miner         0.000000001     0.0000     0.0000  0.000000012',
    'owner //Bob has 1.500000000',
  ]);
});
