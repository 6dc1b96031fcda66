/**
 * A validator of two coordinators and two workers on a real chain and a real bus, and everything that goes wrong: kill -9, half-open
 * sockets, restarts of chain and bus, limits, wrong version keys, lost uids, late reveals. Every epoch's row ends in one named
 * state, none twice, none unsaid. Slow: `YUMANET_FAULT_EPOCHS` says how long, 1,000 take half an hour.
 */
import { IntentState } from '@yumanet/proto/validator/v1';
import { isBlockOfEpoch } from '@yumanet/yuma-core';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { INTERVAL, MAX_UIDS, NETWORK, TEMPO, ValidatorScene } from '../support/validator-scene.js';
import { WeightsWitness, isFinal } from '../support/weights-witness.js';

/** 50 epochs in memory run with every test: services/validator/test/weights-faults.test.ts. */
const EPOCHS = Number(process.env['YUMANET_FAULT_EPOCHS'] ?? 0);
const SEED = Number(process.env['YUMANET_SEED'] ?? 7);
const BLOCK_MS = Number(process.env['YUMANET_FAULT_BLOCK_MS'] ?? 150);
/** Epochs that what is under way may take to its end; around a change of how weights are set, either rule may hold. */
const MARGIN = 6;

/** Milliseconds that the last epochs' receipts may take. */
const TOLD_MS = 120_000;

/** One fault: how likely at an epoch, and what happens; `after` epochs something is put right again. */
interface Fault {
  readonly name: string;
  readonly chance: number;
  readonly run: (on: ValidatorScene) => Promise<unknown>;
}

const pick = <T>({ random }: ValidatorScene, all: readonly T[]): T =>
  all[Math.floor(random() * all.length)] as T;
const EPOCH_MS = (TEMPO + 1) * BLOCK_MS;

const FAULTS: readonly Fault[] = [
  { name: 'kill -9 of a coordinator', chance: 0.04, run: (on) => pick(on, on.coordinators).kill(500) },
  { name: 'kill -9 of a worker', chance: 0.04, run: (on) => pick(on, on.workers).kill(500) },
  {
    name: 'kill -9 of all coordinators and workers',
    chance: 0.005,
    run: (on) => Promise.all([...on.coordinators, ...on.workers].map((each) => each.kill(2 * EPOCH_MS))),
  },
  {
    name: 'half-open to the bus',
    chance: 0.012,
    run: (on) => Promise.resolve(pick(on, on.busProxies).stopForwarding()),
  },
  {
    name: 'half-open to the chain',
    chance: 0.004,
    run: (on) => Promise.resolve(pick(on, on.chainProxies.slice(0, 2)).stopForwarding()),
  },
  { name: 'restart of the chain', chance: 0.006, run: (on) => on.restartChain() },
  { name: 'restart of the bus', chance: 0.006, run: (on) => on.restartBus() },
  {
    name: 'rate limit',
    chance: 0.015,
    run: async (on) => {
      await on.admin(['weights_set_rate_limit', 35]);
      await sleep(6 * EPOCH_MS);
      await on.admin(['weights_set_rate_limit', 0]);
    },
  },
  {
    name: 'wrong version key',
    chance: 0.015,
    run: async (on) => {
      await on.admin(['weights_version_key', 9]);
      await sleep(3 * EPOCH_MS);
      await on.admin(['weights_version_key', 0]);
    },
  },
  { name: 'uid given to another', chance: 0.02, run: (on) => on.newcomers(1) },
  {
    name: 'deregistration',
    chance: 0.006,
    run: async (on) => {
      await on.admin(['immunity_period', 40]);
      await on.newcomers(MAX_UIDS);
      await sleep(2 * EPOCH_MS);
      await on.admin(['immunity_period', 0]);
      await on.serveMiners();
    },
  },
  {
    name: 'commit and reveal',
    chance: 0.01,
    run: async (on) => {
      on.isHidden = true;
      await on.admin(['commit_reveal_weights_enabled', true]);
      for (let i = 0; i < 3; i++) {
        await sleep((3 + 4 * on.random()) * EPOCH_MS);
        // Nobody is there to reveal: the interval may pass.
        await Promise.all(on.coordinators.map((each) => each.kill(1.5 * INTERVAL * BLOCK_MS)));
        on.counts['late reveal'] = (on.counts['late reveal'] ?? 0) + 1;
      }
      await sleep(3 * EPOCH_MS);
      await on.admin(['commit_reveal_weights_enabled', false]);
      await sleep(MARGIN * EPOCH_MS);
      on.isHidden = false;
    },
  },
];

it.runIf(EPOCHS > 0)(
  `${EPOCHS} epochs of faults (seed ${SEED}): every row ends in one named state, none twice, none unsaid`,
  async () => {
    const on = new ValidatorScene({
      seed: SEED,
      blockMs: BLOCK_MS,
      validators: ['coordinator', 'coordinator', 'worker', 'worker'],
    });
    onTestFinished(() => on.close());
    await on.open();
    const stop = new AbortController();
    const witness = new WeightsWitness(on.bus, { blocks: 3 });
    const watching = witness.watch(NETWORK, stop.signal);
    const broken: string[] = [];
    const begin = ({ name, run }: Fault) => {
      if (on.busy.has(name)) return;
      on.counts[name] = (on.counts[name] ?? 0) + 1;
      const running = run(on)
        .catch((error: unknown) => void broken.push(`${name}: ${String(error)}`))
        .finally(() => on.busy.delete(name)) as Promise<void>;
      on.busy.set(name, running);
    };
    /** Epochs that must have a row or a reason. */
    const required: number[] = [];
    const hidden: number[] = [];
    let [epochs, quiet, first] = [0, 0, Infinity];
    const from = (await on.client.source.head('finalized')).number + 1;
    for await (const block of on.client.finalizedBlocks(from, stop.signal)) {
      await on.insist(() => witness.hearBlock(on.client, block, on.netuid));
      if (!isBlockOfEpoch(on.netuid, TEMPO, BigInt(block.number))) continue;
      // It begins with the first row that counts.
      if (first === Infinity && witness.ended.size > 0) first = block.number;
      if (first === Infinity) continue;
      epochs += 1;
      (on.isHidden ? hidden : required).push(block.number);
      if (epochs % 20 === 0)
        process.stdout.write(
          `${JSON.stringify({ epochs, ended: witness.ended.size, violations: witness.violations })}\n`,
        );
      if (epochs <= EPOCHS) for (const fault of FAULTS) if (on.random() < sooner(fault)) begin(fault);
      // What is under way comes to its end when everything is well again.
      if (epochs > EPOCHS && on.busy.size === 0 && ++quiet > MARGIN) break;
    }
    // A receipt may be late, as a coordinator on a busy machine is; one that never comes is missed below.
    const last = required.at(-1) ?? 0;
    const isTold = () => [...witness.ended.keys(), ...witness.open.keys()].some((epoch) => epoch >= last);
    for (const end = performance.now() + TOLD_MS; !isTold() && performance.now() < end;)
      await sleep(EPOCH_MS);
    await sleep(3 * EPOCH_MS);
    stop.abort();
    await watching;

    const { head } = { head: required.at(-1) ?? 0 };
    const said = (epoch: number) => witness.ended.has(epoch) || witness.open.has(epoch);
    // Hidden or not, an epoch has a row or a reason if it is the first one after an interval's reveals; the others, where no change
    // of the rule is near, if weights are open.
    const near = (epoch: number) => hidden.some((each) => Math.abs(each - epoch) <= MARGIN * (TEMPO + 1));
    const owed = [...required, ...hidden].filter((epoch) => isAfterReveals(on.netuid, epoch) || !near(epoch));
    const unsaid = owed.filter((epoch) => epoch > first && epoch < head - (TEMPO + 1) && !said(epoch));
    const owedHidden = owed.filter((epoch) => hidden.includes(epoch)).length;
    const unended = [...witness.open.values()].filter(
      (each) => !isFinal(each) && Number(each.epoch) < head - 3 * (TEMPO + 1),
    );
    const intents = [...witness.ended.values(), ...witness.open.values()];
    const includedAt = intents.map((each) => Number(each.includedAt)).filter((number) => number > 0);
    const duplicates = witness.rowsSet.filter(
      (number) => includedAt.filter((each) => each === number).length > 1,
    );
    const strangers = witness.rowsSet.filter(
      (number) => number >= first && number < head && !includedAt.includes(number),
    );
    const states: Record<string, number> = {};
    for (const { state, error } of witness.ended.values()) {
      const name = `${IntentState[state].slice(13)} ${/^[\w.]+(: \w+$)?/.exec(error)?.[0] ?? ''}`.trim();
      states[name] = (states[name] ?? 0) + 1;
    }
    const table = {
      ...{
        epochs,
        seed: SEED,
        faults: on.counts,
        states,
        rowsSet: witness.rowsSet.length,
        books: witness.books,
      },
      ...{ hidden: hidden.length, owedHidden, unsaid, unended: unended.length, duplicates, strangers },
      ...{
        violations: witness.violations,
        broken,
        failures: [...on.coordinators, ...on.workers].flatMap((each) => each.failures),
      },
    };
    process.stdout.write(`${JSON.stringify(table, undefined, 1)}\n`);
    expect({ unsaid, unended, duplicates, strangers, violations: witness.violations }).toEqual({
      ...{ unsaid: [], unended: [], duplicates: [], strangers: [], violations: [] },
    });
    expect(table.failures).toEqual([]);
    expect(states['EFFECTIVE'] ?? 0).toBeGreaterThan(EPOCHS / 4);
  },
  120_000 + EPOCHS * 10_000,
);

/** Whether it is the first epoch that a reveal at the beginning of an interval, which takes two blocks, comes before. */
function isAfterReveals(netuid: number, epoch: number): boolean {
  for (let block = epoch - 3; block > 0; block--) {
    if (block % INTERVAL === 0) return true;
    if (isBlockOfEpoch(netuid, TEMPO, BigInt(block + 2))) return false;
  }
  return false;
}

/** A short run has its share of everything that is quickly over. */
const sooner = ({ name, chance }: Fault): number =>
  EPOCHS < 50 && /kill -9 of a |restart of the bus/.test(name) ? 0.5 : EPOCHS < 50 ? 0 : chance;
