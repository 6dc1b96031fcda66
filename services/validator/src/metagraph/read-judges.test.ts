import { expect, it } from 'vitest';
import type { Neuron } from './metagraph.js';
import { readJudges } from './read-judges.js';
import type { ChainReader } from './read-metagraph.js';

const HEAD = { number: 6_000, hash: '0x01' } as const;
const AXON = { address: '10.0.0.1:9000', servedAt: 1, protocol: 'grpc' } as const;

interface Who {
  readonly stake: bigint;
  readonly updatedAt?: number;
  readonly serves?: boolean;
}

/** A subnet of these, as the chain answers questions about it. */
function subnetOf(who: Readonly<Record<string, Who>>) {
  const hotkeys = Object.keys(who);
  const neurons = hotkeys.map((hotkey, uid): Neuron => {
    return { uid, hotkey, registeredAt: 1, axon: who[hotkey]!.serves ? AXON : undefined };
  });
  const value = (of: number | bigint) => ({ toNumber: () => Number(of), toBigInt: () => BigInt(of) });
  const answers: Record<string, (key: unknown) => unknown> = {
    LastUpdate: () => hotkeys.map((hotkey) => value(who[hotkey]!.updatedAt ?? HEAD.number - 10)),
    ActivityCutoff: () => value(5_000),
    WeightsMinStake: () => value(100),
    TotalHotkeyStake: (hotkey) => value(who[String(hotkey)]!.stake),
  };
  const queryMulti: ChainReader['queryMulti'] = (questions, at) => {
    expect(at).toBe(HEAD.hash);
    return Promise.resolve(questions.map(({ item, keys }) => answers[item]!(keys?.[0]))) as never;
  };
  return { client: { queryMulti }, metagraph: { netuid: 1, neurons } };
}

it('who has the stake for weights, is active and serves nothing may judge', async () => {
  const { client, metagraph } = subnetOf({
    miner: { stake: 900n, serves: true },
    judge: { stake: 100n },
    poor: { stake: 99n },
    asleep: { stake: 900n, updatedAt: 999 },
    drowsy: { stake: 900n, updatedAt: 1_000 },
    unpaid: { stake: 0n },
  });
  expect(await readJudges(client, metagraph, HEAD)).toEqual(['judge', 'drowsy']);
});
