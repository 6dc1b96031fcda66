import { randomBytes } from 'node:crypto';
import { keyFromUri } from '@yumanet/chain-client';
import { IntentState, type WeightsIntent } from '@yumanet/proto/validator/v1';
import { isServiceError, silentLogger, type Bus } from '@yumanet/service-kit';
import { expect } from 'vitest';
import { Lane } from '../src/duties/lane.js';
import { readMetagraph, readStanding } from '../src/metagraph/read-metagraph.js';
import { IntentStore } from '../src/weights/intent-store.js';
import { Outbox } from '../src/weights/outbox.js';
import { WeightsWork } from '../src/weights/weights-work.js';
import { MemoryChain, TAO, account } from './memory-chain.js';

const NETUID = 1;
export const TEMPO = 9;

/** A validator's weights on the real runtime in memory: uid 0 is the validator, 1 and 2 are miners. */
export async function openWorld(bus: () => Bus, { interval }: { interval?: number } = {}) {
  const key = await keyFromUri('//Charlie');
  const hotkey = Buffer.from(key.publicKey).toString('hex');
  const [cold, owner] = [account(3), account(4)];
  const chain = await MemoryChain.start(cold, owner);
  const { client } = chain;
  chain.must('SubtensorModule', 'register_network', {}, owner);
  const admin = (name: string, value: number | bigint | boolean, argument = name) =>
    chain.must('AdminUtils', `sudo_set_${name}`, { netuid: NETUID, [argument]: value });
  admin('tempo', TEMPO);
  admin('max_registrations_per_block', 100);
  admin('target_registrations_per_interval', 100);
  admin('weights_set_rate_limit', 0n);
  admin('min_allowed_weights', 1);
  admin('max_weight_limit', 65_535);
  for (const who of [hotkey, account(6), account(7)])
    chain.must('SubtensorModule', 'burned_register', { netuid: NETUID, hotkey: who }, cold);
  chain.must('SubtensorModule', 'add_stake', { hotkey, amount_staked: 1_000n * TAO }, cold);
  if (interval !== undefined) {
    admin('commit_reveal_weights_interval', BigInt(interval), 'interval');
    admin('commit_reveal_weights_enabled', true, 'enabled');
  }
  const final: WeightsIntent[] = [];
  const alarms: WeightsIntent[] = [];
  const own = {
    network: `test-${randomBytes(6).toString('hex')}`,
    replicas: 1,
    netuid: NETUID,
    hotkey: key.address,
  };
  const row = { uids: [1, 2], weights: [65_535, 30_000] };

  /** As after a start: what is known comes from the bus. */
  const open = async () => {
    const store = await IntentStore.load(bus(), own);
    const outbox = new Outbox({
      ...{ netuid: NETUID, key, client, store, logger: silentLogger() },
      onFinal: (intent) => void final.push(intent),
      onAlarm: (intent) => void alarms.push(intent),
    });
    const metagraph = await readMetagraph(client, NETUID, chain.latest);
    const work = new WeightsWork({
      ...{ netuid: NETUID, mechanism: { version: 3 }, weightsBlocks: 100, outbox, intents: store },
      ...{ row: () => ({ row }), metagraph: () => metagraph },
    });
    return { work, store, lane: new Lane(), death: new AbortController() };
  };
  let process = await open();
  const errors: unknown[] = [];

  /** One block, and what the validator does upon it until it waits for the next. */
  const tick = async (): Promise<void> => {
    chain.make();
    const standing = await readStanding(client, own, chain.latest);
    const { lane, work, death } = process;
    lane.try(() =>
      work
        .do(standing, death.signal)
        .catch((error: unknown) => void (death.signal.aborted || errors.push(error))),
    );
    await Promise.race([lane.idle(), chain.somebodyWaits()]);
  };
  const ticks = async (count: number) => {
    for (let i = 0; i < count; i++) await tick();
    expect(errors).toEqual([]);
  };
  /** Dies where it stands: what it had under way goes on nowhere. */
  const restart = async (): Promise<void> => {
    process.death.abort();
    await process.lane.idle();
    process = await open();
  };
  const states = () =>
    process.store.list().map(({ state, error }) => `${IntentState[state].slice(13)} ${error}`.trim());
  /** Failures that a real validator would end with. */
  const fatal = () => errors.filter((error) => !isServiceError(error) || error.code === 'ROW_TAKEN');
  return {
    chain,
    admin,
    tick,
    fatal,
    ticks,
    restart,
    states,
    final,
    alarms,
    hotkey,
    cold,
    list: () => process.store.list(),
  };
}
export type World = Awaited<ReturnType<typeof openWorld>>;
