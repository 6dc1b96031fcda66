/** Everything that goes wrong with weights, at random and seeded: every intent ends in one named state, none twice, none lost. */
import { IntentState } from '@yumanet/proto/validator/v1';
import { expect, it } from 'vitest';
import { useNats } from './nats.js';
import { TEMPO, openWorld } from './world.js';

/** 1,000 in `npm run test:slow`. */
const EPOCHS = Number(process.env['YUMANET_FAULT_EPOCHS'] ?? 50);
const SEED = Number(process.env['YUMANET_FAULT_SEED'] ?? 7);
const INTERVAL = 12;
/** Blocks between two restarts of the bus: each takes a second. */
const BUS_EVERY = 400;

/** Numbers of a seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const nats = useNats();

it(
  `${EPOCHS} epochs of faults`,
  async () => {
    const on = await openWorld(nats.bus, { interval: INTERVAL });
    const random = seeded(SEED);
    const FAULTS: readonly (readonly [chance: number, fault: () => unknown])[] = [
      [0.05, () => on.restart()],
      [0.06, () => on.chain.faults.push('answer lost')],
      [0.06, () => on.chain.faults.push('never arrives')],
      [0.02, () => on.admin('weights_set_rate_limit', random() < 0.5 ? 25n : 0n)],
      [0.02, () => on.admin('weights_version_key', random() < 0.4 ? 9n : 0n)],
      [0.02, () => on.admin('max_weight_limit', random() < 0.3 ? 20_000 : 65_535)],
      [0.01, () => on.admin('commit_reveal_weights_enabled', random() < 0.5, 'enabled')],
      [
        0.01,
        () => on.admin('commit_reveal_weights_interval', random() < 0.3 ? 5n : BigInt(INTERVAL), 'interval'),
      ],
    ];
    const from = on.chain.number;
    for (let block = 0; block < EPOCHS * (TEMPO + 1); block++) {
      for (const [chance, fault] of FAULTS) if (random() < chance) await fault();
      if (block % BUS_EVERY === BUS_EVERY / 2) {
        await nats.server.kill('SIGKILL');
        await nats.server.start();
        await nats.bus().connected(AbortSignal.timeout(60_000));
      }
      await on.tick();
    }
    // What is under way comes to its end when everything is well again.
    on.chain.faults.length = 0;
    on.admin('weights_version_key', 0n);
    on.admin('weights_set_rate_limit', 0n);
    on.admin('max_weight_limit', 65_535);
    on.admin('commit_reveal_weights_interval', BigInt(INTERVAL), 'interval');
    on.admin('commit_reveal_weights_enabled', false, 'enabled');
    for (let block = 0; block < 6 * (TEMPO + 1); block++) await on.tick();

    const ended = on.final.map(({ epoch }) => Number(epoch));
    expect(new Set(ended).size, 'an intent ended twice').toBe(ended.length);
    const open = on.list().filter(({ epoch }) => !ended.includes(Number(epoch)));
    expect(
      open.every(({ epoch }) => Number(epoch) > on.chain.number - TEMPO - 2),
      'an intent did not end',
    ).toBe(true);
    const named = /^(SubtensorModule\.\w+|POOL_REFUSED: .+|[A-Z_]+: .+)$/;
    const nameless = on.final.filter(
      ({ state, error }) => state !== IntentState.INTENT_STATE_EFFECTIVE && !named.test(error),
    );
    expect(nameless).toEqual([]);
    // Every row that the chain took is an intent's, and no other's.
    const set = on.chain.chain.blocks
      .slice(from)
      .filter(({ events }) => events.some(({ event }) => event.value.type === 'WeightsSet'))
      .map(({ header }) => header.number);
    const known = [...on.final, ...open].map(({ includedAt }) => Number(includedAt));
    for (const number of set) expect(known.filter((each) => each === number)).toEqual([number]);
    const count = (state: IntentState) => on.final.filter((each) => each.state === state).length;
    const counts = {
      effective: count(IntentState.INTENT_STATE_EFFECTIVE),
      refused: count(IntentState.INTENT_STATE_REFUSED),
      expired: count(IntentState.INTENT_STATE_EXPIRED),
      rowsSet: set.length,
      alarms: on.alarms.length,
    };
    process.stdout.write(`${JSON.stringify({ epochs: EPOCHS, ...counts, fatal: on.fatal() })}\n`);
    expect(counts.effective).toBeGreaterThan(EPOCHS / 5);
    expect(on.fatal()).toEqual([]);
  },
  Math.max(120_000, EPOCHS * 2_000),
);
