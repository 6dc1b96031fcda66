/**
 * A scenario: who takes part, with which stake and strategy, under which rules. Read from JSON; what is wrong is refused
 * with its path (`validators[2].strategy.noise: expected 0 … 2, got 7`).
 */
import { refusal } from '../errors.js';
import type { YumaEngine } from '../engine.js';
import { asArray, asU16, type JsonObject } from '../input/fields.js';
import type { EpochInput2026 } from '../types.js';
import { asSteps, Fields, type Steps } from './fields.js';
import { fromMetagraph } from './metagraph.js';
import { readMiner, type NamedMiner } from './miners/index.js';
import { readRules, type Rules } from './rules.js';
import { readStrategy, type NamedStrategy } from './strategies/index.js';

export interface Participant {
  readonly uid: number;
  readonly group: string;
  /** Stake weight in an epoch, I64F64 bits in rao. */
  readonly stake: (epoch: number) => bigint;
  readonly strategy: NamedStrategy | undefined;
  readonly miner: NamedMiner | undefined;
}

export interface Scenario {
  readonly title: string;
  readonly epochs: number;
  readonly seed: number;
  readonly rules: Rules;
  readonly maxValidators: number;
  /** By uid. */
  readonly participants: readonly Participant[];
  /** Where it starts: a real subnet's state. */
  readonly base: EpochInput2026 | undefined;
  /** The JSON it was read from. */
  readonly source: JsonObject;
}

export interface ScenarioContext {
  /** Reads line `line` (from 1) of a metagraph file in the golden format. */
  readonly metagraph: (path: string, file: string, line: number) => EpochInput2026;
  /** Tells what the recorded consensus is. */
  readonly engine: YumaEngine;
}

const MAX_EPOCHS = 100_000_000;
const MAX_UIDS = 4096;
const MAX_TAO = 21_000_000;

/** @throws YumaError with the path of the wrong field. */
export function readScenario(value: unknown, context: ScenarioContext): Scenario {
  const fields = new Fields('scenario', value);
  const base = fields.has('metagraph') ? readBase(fields, context) : undefined;
  const common = {
    title: fields.string('title', 'scenario'),
    epochs: fields.integer('epochs', 1, MAX_EPOCHS, 40),
    seed: fields.integer('seed', 0, 2 ** 32 - 1, 0),
    rules: readRules(new Fields('rules', fields.raw('rules') ?? {}), base),
    base,
    source: value as JsonObject,
  };
  const participants = base === undefined ? readGroups(fields) : readOverrides(fields, base, context.engine);
  const validators = participants.filter(({ strategy }) => strategy !== undefined).length;
  const maxValidators = fields.integer('maxValidators', 1, 65535, base?.maxAllowedValidators ?? validators);
  fields.done();
  return { ...common, participants, maxValidators };
}

function readBase(fields: Fields, context: ScenarioContext): EpochInput2026 {
  const metagraph = new Fields('metagraph', fields.raw('metagraph'));
  const file = metagraph.string('file');
  const line = metagraph.integer('line', 1, 1_000_000, 1);
  metagraph.done();
  return context.metagraph(metagraph.at('file'), file, line);
}

type Unplaced = Omit<Participant, 'uid'>;

/** Validators take the first uids, in the order of the groups. */
function readGroups(fields: Fields): Participant[] {
  const validators = fields.list('validators', (path, value) =>
    readGroup(path, value, (group) => {
      const stake = asSteps(group.at('stakeTao'), group.raw('stakeTao'), 0, MAX_TAO);
      return {
        stake: stakeBits(stake),
        strategy: readStrategy(group.at('strategy'), group.raw('strategy') ?? 'honest'),
        miner: undefined,
      };
    }),
  );
  const miners = fields.list('miners', (path, value) =>
    readGroup(path, value, (group) => ({
      stake: () => 0n,
      strategy: undefined,
      miner: readMiner(group.at('strategy'), group.raw('strategy') ?? 'steady'),
    })),
  );
  const all = [...validators, ...miners].flat();
  if (validators.length === 0 || miners.length === 0 || all.length > MAX_UIDS) {
    throw refusal(
      'OUT_OF_RANGE',
      'validators and miners',
      `at least one each, ${MAX_UIDS} in all`,
      all.length,
    );
  }
  return unique(all).map((participant, uid) => ({ uid, ...participant }));
}

function readGroup(
  path: string,
  value: unknown,
  read: (group: Fields) => Omit<Unplaced, 'group'>,
): Unplaced[] {
  const fields = new Fields(path, value);
  const group = fields.string('name');
  const count = fields.integer('count', 1, MAX_UIDS, 1);
  const rest = read(fields);
  fields.done();
  return Array.from({ length: count }, () => ({ group, ...rest }));
}

/** A group is named once: names are what strategies and reports go by. */
function unique(all: readonly Unplaced[]): readonly Unplaced[] {
  const seen = new Map<string, unknown>();
  for (const { group, strategy, miner } of all) {
    const owner = strategy ?? miner;
    if ((seen.get(group) ?? owner) !== owner)
      throw refusal('OUT_OF_RANGE', 'name', 'each group name once', group);
    seen.set(group, owner);
  }
  return all;
}

function stakeBits(steps: Steps): (epoch: number) => bigint {
  const bits = steps.map(([from, tao]) => [from, BigInt(Math.round(tao * 1e9)) << 64n] as const);
  if (bits.length === 1) return () => bits[0]![1];
  return (epoch) => bits[steps.findLastIndex(([from]) => epoch >= from)]![1];
}

/** Every uid of the metagraph does what is recorded of it, unless an override says otherwise. */
function readOverrides(fields: Fields, base: EpochInput2026, engine: YumaEngine): Participant[] {
  const participants = fromMetagraph(base, engine);
  if (!fields.has('overrides')) return participants;
  fields.list('overrides', (path, value) => {
    const override = new Fields(path, value);
    const uids = asArray(override.at('uids'), override.raw('uids')).map((uid, i) =>
      asU16(`${override.at('uids')}[${i}]`, uid),
    );
    const group = override.string('name');
    const strategy = readStrategy(override.at('strategy'), override.raw('strategy'));
    override.done();
    uids.forEach((uid, i) => {
      if (participants[uid]?.strategy === undefined) {
        throw refusal('OUT_OF_RANGE', `${override.at('uids')}[${i}]`, 'a uid that validates', uid);
      }
      participants[uid] = { ...participants[uid], group, strategy };
    });
  });
  return participants;
}
