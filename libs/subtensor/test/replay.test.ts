/** Every vector of spec 185 through the real calls and the real block step; a file that nobody declared fails. */
import { createYuma } from '@yumanet/yuma-core';
import { describe, expect, it } from 'vitest';
import { createFinney202406 } from '../src/index.js';
import { replayLine } from '../src/replay/replay.js';
import { SCENARIOS } from '../src/replay/scenarios/index.js';
import { SOURCE, filesOnDisk, readLines, replayFiles, type Line } from './vector-files.js';

describe('golden vectors of spec 185', () => {
  it('every file on disk is declared in SOURCE.json with its source', () => {
    expect(filesOnDisk()).toEqual(Object.keys(SOURCE.files).sort());
    for (const { source } of Object.values(SOURCE.files)) expect(SOURCE.sources).toHaveProperty(source);
  });

  it.each(replayFiles())('%s: every line equal', (file) => {
    const lines = readLines(file);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      const outcome = replayLine(line);
      expect(outcome, JSON.stringify(outcome)).toMatchObject({ equal: true });
    }
  });

  it.each(['b-emission.185.jsonl', 'g-epoch.185.jsonl'])('%s: with the readable reference too', (file) => {
    const runtime = createFinney202406({ yuma: createYuma({ backend: 'reference' }) });
    for (const line of readLines(file)) expect(replayLine(line, runtime)).toMatchObject({ equal: true });
  });

  it('every scenario that can be replayed is in a vector', () => {
    const seen = new Set(
      replayFiles()
        .flatMap(readLines)
        .map((line) => line['scenario'])
        .filter((name) => name !== undefined),
    );
    expect([...seen].sort()).toEqual([...SCENARIOS.keys()].sort());
  });
});

/** Fields that a scenario must compare: changed, the line is no longer equal. */
const COMPARED: Readonly<Record<string, readonly string[]>> = {
  'a-root-epoch': [
    'emission_values',
    'pending_after',
    'block_emission_after',
    'total_issuance_after',
    'validators',
  ],
  'a-block-emission': ['block_emission', 'emission_value_subnet'],
  'b-emission-trace': ['d', 'end'],
  'b-owner-cut': ['owner_paid', 'pending_added', 'total_issuance_added'],
  'c-lock-cost': ['lock_cost', 'balance_paid', 'result', 'subnet_locked', 'last_lock', 'last_lock_block'],
  'c-rate-limit': ['result'],
  'c-prune-subnet': ['result', 'pruned', 'new_netuid', 'lock_cost', 'balance_change', 'root_weights_after'],
  'c-dissolve-trace': ['r', 'd'],
  'd-adjust': ['new_burn', 'new_difficulty', 'counters_after'],
  'd-registration-trace': ['r', 'd', 'block_hash'],
  'd-prune-uid': ['result', 'pruned_uid', 'scores_after'],
  'd-replace-trace': ['r', 'd'],
  'd-registration-errors': ['result', 'balances_changed'],
  'e-set-weights': ['result', 'stored', 'last_update_after', 'events'],
  'e-root-weights': ['result', 'stored', 'last_update_after'],
  'f-staking-trace': ['r', 'd'],
  'f-emission-through-hotkey': [
    'stake_added',
    'total_hotkey_stake_after',
    'total_stake_added',
    'total_issuance_added',
  ],
  'f-swap-hotkey-trace': ['r', 'd'],
  'g-epoch': [
    'active',
    'rank',
    'trust',
    'consensus',
    'incentive',
    'dividends',
    'validator_trust',
    'emission',
    'pruning_scores',
    'validator_permit',
    'bonds',
    'loaded_emission',
  ],
};

/** Changes one scalar inside the first field of this name; true when it found one. */
function corrupt(value: unknown, field: string, inside = false): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const container = value as Record<string, unknown>;
  for (const key of Object.keys(container)) {
    const here = inside || key === field;
    const part = container[key];
    if (here && (typeof part === 'string' || typeof part === 'number' || typeof part === 'boolean')) {
      container[key] = changed(part);
      return true;
    }
    if (corrupt(part, field, here)) return true;
  }
  return false;
}

function changed(scalar: string | number | boolean): unknown {
  if (typeof scalar === 'boolean') return !scalar;
  if (typeof scalar === 'number') return scalar + 1;
  if (/^\d+$/.test(scalar)) return String(BigInt(scalar) + 1n);
  return scalar.startsWith('0x')
    ? `0x${scalar.endsWith('00') ? '11' : '00'}${scalar.slice(4)}`
    : `${scalar}x`;
}

describe('a changed vector is not equal', () => {
  const lines = replayFiles().flatMap(readLines);

  it('every scenario says what it compares', () => {
    expect(Object.keys(COMPARED).sort()).toEqual([...SCENARIOS.keys()].sort());
  });

  it.each(Object.entries(COMPARED))('%s', (scenario, fields) => {
    for (const field of fields) {
      const found = lines.find((each) => hasField(each, scenario, field));
      const line = structuredClone(found);
      expect(line && corrupt(line, field), `${scenario} has ${field}`).toBe(true);
      expect(replayLine(line), field).toMatchObject({ equal: false });
    }
  });

  const hasField = (line: Line, scenario: string, field: string): boolean =>
    line['scenario'] === scenario && corrupt(structuredClone(line), field);

  it('a block that changed something the vector does not know of', () => {
    const line = structuredClone(lines.find((each) => each['scenario'] === 'f-staking-trace')) as {
      steps: { d: Record<string, unknown> }[];
    };
    const step = line.steps.find(({ d }) => 'TotalStake' in d);
    delete step?.d['TotalStake'];
    expect(replayLine(line)).toMatchObject({
      equal: false,
      difference: expect.stringContaining('TotalStake') as string,
    });
  });

  it.each([
    [{}, 'spec'],
    [{ spec: '143', scenario: 'g-epoch' }, 'spec'],
    [{ spec: '185', scenario: 'unheard-of' }, 'scenario'],
    [{ spec: '185', scenario: 'g-epoch' }, 'netuid'],
    [null, 'line'],
    [
      { spec: '185', scenario: 'f-staking-trace', accounts: {}, state: { NoSuchItem: 1 }, steps: [] },
      'NoSuchItem',
    ],
  ])('a line that is no vector of this shape: %j', (line, mentioned) => {
    expect(replayLine(line)).toMatchObject({
      equal: false,
      difference: expect.stringContaining(mentioned) as string,
    });
  });

  it('a default, a constant and the errors', () => {
    for (const field of ['SubnetLimit', 'initialBurn', 'errors']) {
      const [line] = readLines('defaults.185.json');
      expect(line && corrupt(line, field)).toBe(true);
      expect(replayLine(line), field).toMatchObject({ equal: false });
    }
  });
});
