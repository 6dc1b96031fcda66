/** Every vector, every field, on every backend. A file that nothing reads, or that nobody declared, fails. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BACKENDS, createYuma } from '../src/backends.js';
import { blockEmissionForIssuance } from '../src/economy/block-emission.js';
import * as constants from '../src/economy/constants.js';
import { computeEconomy, SCENARIOS } from '../src/golden/economy/index.js';
import { readEpochLine, writeEpochOutput } from '../src/golden/epoch-line.js';
import { computePrimitive } from '../src/golden/primitives.js';
import { filesOfKind, filesOnDisk, idOf, readJson, readLinesOf, SOURCE } from './vector-files.js';

const read = new Set<string>();

function lines(name: string) {
  read.add(name);
  const all = readLinesOf(name);
  expect(all.length, `${name} is empty`).toBeGreaterThan(0);
  return all;
}

describe.each(BACKENDS)('epochs on backend %s', (backend) => {
  // The device that every machine has, for every epoch: that is what is to be tested.
  const engine = createYuma({ backend, gpu: { mode: 'webasm', proposals: 'always' } });
  beforeAll(() => engine.whenReady());
  afterAll(() => engine.dispose());

  it.each(filesOfKind('epoch-2026'))('%s: every output field, bonds rows and raw bits', (file) => {
    for (const line of lines(file)) {
      const output = engine.runEpoch(readEpochLine('golden', line));
      expect(writeEpochOutput(output, line), idOf(line)).toEqual(line['expected']);
    }
  });

  it.each(filesOfKind('epoch-2024'))('%s: every stored vector, bonds rows and loaded emission', (file) => {
    for (const line of lines(file)) {
      const output = engine.runEpoch(readEpochLine('golden2024', line));
      expect(writeEpochOutput(output, line), idOf(line)).toEqual(line['output']);
    }
  });
});

describe('formulas', () => {
  it.each(filesOfKind('primitives'))('%s', (file) => {
    for (const line of lines(file)) {
      expect(computePrimitive(line), JSON.stringify(line).slice(0, 200)).toEqual(line['result']);
    }
  });

  it.each(filesOfKind('block-emission'))('%s', (file) => {
    for (const line of lines(file)) {
      const emission = blockEmissionForIssuance(BigInt(line['issuance'] as string));
      expect(String(emission), line['issuance'] as string).toBe(line['block_emission']);
    }
  });

  it.each(filesOfKind('economy'))('%s', (file) => {
    for (const line of lines(file)) {
      const scenario = line['scenario'] as string;
      if (scenario in SOURCE.replayedElsewhere) continue;
      expect(SCENARIOS.has(scenario), `unknown scenario ${scenario}`).toBe(true);
      const result = computeEconomy(line);
      const rows = (result['rows'] ?? [result]) as { equal: boolean }[];
      expect(rows.filter(({ equal }) => !equal)).toEqual([]);
      expect(result.equal, idOf(line)).toBe(true);
    }
  });
});

describe('evidence', () => {
  it('bracket.json: every line of spec 143 that is tested here is one on which both runtimes agree', () => {
    read.add('2024/bracket.json');
    const groups = Object.values(readJson('2024/bracket.json')) as Record<string, unknown>[];
    const agreement = new Map(groups.flatMap((group) => Object.entries(group)));
    const tested = Object.keys(SOURCE.files)
      .filter((name) => SOURCE.files[name]!.source === '143' && name.endsWith('.jsonl'))
      .flatMap(readLinesOf)
      .filter((line) => !((line['scenario'] as string) in SOURCE.replayedElsewhere));
    expect(tested.length).toBeGreaterThan(0);
    for (const line of tested) expect(agreement.get(idOf(line)), idOf(line)).toBe('same');
  });

  it.each(filesOfKind('defaults'))('%s: our constants are the runtime’s defaults', (file) => {
    read.add(file);
    const defaults = readJson(file)['storage_defaults'] as Record<string, unknown>;
    expect(String(constants.DEFAULT_BLOCK_EMISSION_RAO)).toBe(defaults['BlockEmission']);
    expect(constants.DEFAULT_SUBNET_OWNER_CUT).toBe(defaults['SubnetOwnerCut']);
  });

  it('every file on disk is declared in SOURCE.json with its source, and was read by a test above', () => {
    expect(filesOnDisk()).toEqual(Object.keys(SOURCE.files).sort());
    for (const { source } of Object.values(SOURCE.files)) expect(SOURCE.sources).toHaveProperty(source);
    expect([...read].sort()).toEqual(filesOnDisk());
  });
});
