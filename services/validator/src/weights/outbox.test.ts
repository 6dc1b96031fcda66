import { clientError, keyFromUri, type ChainClient, type Receipt } from '@yumanet/chain-client';
import { IntentState, type WeightsIntent } from '@yumanet/proto/validator/v1';
import { silentLogger } from '@yumanet/service-kit';
import { describe, expect, it } from 'vitest';
import { useNats } from '../../test/nats.js';
import type { Standing } from '../metagraph/metagraph.js';
import { IntentStore } from './intent-store.js';
import { ERA_BLOCKS, Outbox, fateOf } from './outbox.js';

const INTENT: WeightsIntent = {
  netuid: 1,
  epoch: 60n,
  uids: [1],
  weights: [65_535],
  versionKey: 0n,
  state: IntentState.INTENT_STATE_SENT,
  error: '',
  decidedAt: 40n,
  includedAt: 0n,
};
const at = (block: number, lastUpdate = 30) => fateOf(INTENT, { block, lastUpdate } as Standing);

describe('an intent that an earlier process left as sent', () => {
  it('is included when the hotkey’s weights are newer', () => {
    expect(at(42, 41)).toBe('included');
    expect(at(80, 41)).toBe('included');
  });

  it('waits while its extrinsic can still come, is then sent again', () => {
    expect(at(41)).toBe('wait');
    expect(at(40 + ERA_BLOCKS)).toBe('wait');
    expect(at(40 + ERA_BLOCKS + 1)).toBe('again');
  });

  it('expires with its epoch', () => {
    expect(at(58)).toBe('again');
    expect(at(59)).toBe('expired');
  });
});

describe('Outbox', () => {
  const nats = useNats();
  const never = new AbortController().signal;
  const ROW = { uids: [1], weights: [65_535] };
  let netuid = 0;

  /** An outbox of its own over a chain that answers as it is told, and then not at all. */
  async function outboxWith(...answers: (() => Promise<Receipt>)[]) {
    const key = await keyFromUri('//Charlie');
    const own = { network: 'test', replicas: 1, netuid: ++netuid, hotkey: key.address };
    const send = () => answers.shift()?.() ?? Promise.reject(clientError('CONNECTION_LOST', 'gone'));
    const client = { call: () => Promise.resolve({}), sender: () => ({ send }) } as unknown as ChainClient;
    const final: WeightsIntent[] = [];
    const onFinal = (intent: WeightsIntent) => void final.push(intent);
    const open = async () => {
      const store = await IntentStore.load(nats.bus(), own);
      return { store, outbox: new Outbox({ ...own, key, client, store, logger: silentLogger(), onFinal }) };
    };
    return { open, final, ...(await open()) };
  }
  const decided = { block: 40, versionKey: 3n };
  const standing = (block: number, lastUpdate = 30) => ({ block, lastUpdate }) as Standing;
  const arrives = (blockNumber: number) => () => Promise.resolve({ blockNumber } as Receipt);

  it('an intent that is in a block is included', async () => {
    const { outbox, store, final } = await outboxWith(arrives(42));
    await outbox.send(60, ROW, decided, never);
    expect(final).toMatchObject([{ state: IntentState.INTENT_STATE_INCLUDED, includedAt: 42n }]);
    expect(store.list()).toEqual(final);
  });

  it('a refusal keeps the chain’s own word', async () => {
    const data = { error: 'SubtensorModule.SettingWeightsTooFast', blockNumber: 43 };
    const { outbox, final } = await outboxWith(
      () => Promise.reject(clientError('EXTRINSIC_FAILED', 'failed', data)),
      () => Promise.reject(clientError('POOL_REFUSED', 'Invalid Transaction: Custom error')),
    );
    await outbox.send(60, ROW, decided, never);
    await outbox.send(81, ROW, decided, never);
    const refused = IntentState.INTENT_STATE_REFUSED;
    expect(final).toMatchObject([
      { state: refused, error: 'SubtensorModule.SettingWeightsTooFast', includedAt: 43n },
      { state: refused, error: 'POOL_REFUSED: Invalid Transaction: Custom error', includedAt: 0n },
    ]);
  });

  it('one whose fate is unknown is found in the chain by the next process', async () => {
    const { outbox, open, final } = await outboxWith();
    expect(await outbox.send(60, ROW, decided, never)).toBeUndefined();
    expect(final).toEqual([]);
    const next = await open();
    expect(next.store.get(60)).toMatchObject({ state: IntentState.INTENT_STATE_SENT, uids: [1] });
    await next.outbox.settle(standing(44), never);
    expect(final).toEqual([]);
    await next.outbox.settle(standing(45, 44), never);
    expect(final).toMatchObject([{ state: IntentState.INTENT_STATE_INCLUDED, includedAt: 44n }]);
  });

  it('one that never arrived is sent again once, or expires', async () => {
    const { outbox, final } = await outboxWith(
      () => Promise.reject(clientError('CONNECTION_LOST', 'gone')),
      arrives(51),
    );
    await outbox.send(60, ROW, decided, never);
    await outbox.settle(standing(40 + ERA_BLOCKS), never);
    expect(final).toEqual([]);
    await outbox.settle(standing(40 + ERA_BLOCKS + 1), never);
    expect(final).toMatchObject([{ state: IntentState.INTENT_STATE_INCLUDED, includedAt: 51n }]);
    await outbox.send(81, ROW, { ...decided, block: 70 }, never);
    await outbox.settle(standing(80), never);
    expect(final[1]).toMatchObject({
      epoch: 81n,
      state: IntentState.INTENT_STATE_EXPIRED,
      error: 'NOT_INCLUDED',
    });
  });
});
