import { describe, expect, it } from 'vitest';
import { createYuma } from '../backends.js';
import { firstDifference } from '../fuzz/compare-outputs.js';
import type { JsonObject } from '../input/fields.js';
import { input2026 } from '../testing/example-inputs.js';
import { caseScenario, CASE_COUNT } from './cases.js';
import { Recorder } from './recorder.js';
import { readScenario } from './scenario.js';
import { Simulation } from './simulation.js';
import { YUMAS } from './rules.js';

const wasm = createYuma({ backend: 'wasm' });
const reference = createYuma({ backend: 'reference' });
const read = (source: JsonObject) => readScenario(source, { engine: wasm, metagraph: () => input2026() });

const SCENARIO: JsonObject = {
  epochs: 30,
  validators: [
    { name: 'honest', count: 3, stakeTao: 100 },
    { name: 'cabal', stakeTao: 90, strategy: { name: 'cabal', favours: ['bad'] } },
    {
      name: 'copier',
      stakeTao: [
        [0, 50],
        [15, 80],
      ],
      strategy: 'weight-copier',
    },
    { name: 'late', stakeTao: 50, strategy: 'late-copier' },
    { name: 'cheap', stakeTao: 50, strategy: { name: 'cheap-validator', every: 20 } },
    { name: 'speculator', stakeTao: 50, strategy: 'bonds-speculator' },
  ],
  miners: [
    { name: 'good', count: 4, strategy: { name: 'steady', quality: 0.8, spread: 0.1 } },
    { name: 'bad', count: 2, strategy: { name: 'steady', quality: 0.1 } },
    { name: 'new', strategy: { name: 'new-miner', joins: 10, quality: 0.9 } },
  ],
};

/** Dividends per stake and incentive shares by group. */
function totals(source: JsonObject): Record<string, number> {
  const scenario = read(source);
  const simulation = new Simulation(scenario, wasm);
  const recorder = new Recorder(scenario);
  while (!simulation.isDone) recorder.record(simulation.state.epoch, simulation.step());
  return Object.fromEntries(
    recorder
      .summary()
      .map((group) => [
        group.name,
        group.role === 'validator' ? group.dividendsPerStake : group.incentiveShare,
      ]),
  );
}

describe('simulation', () => {
  it.each(YUMAS)('%s: the reference gives the same bits in every epoch', (yuma) => {
    const scenario = read({ ...SCENARIO, rules: { yuma } });
    const [fast, exact] = [new Simulation(scenario, wasm), new Simulation(scenario, reference)];
    while (!fast.isDone)
      expect(firstDifference(exact.step(), fast.step()), `epoch ${fast.state.epoch}`).toBeNull();
  });

  it('goes on from a state as if it had not stopped', () => {
    const scenario = read(SCENARIO);
    const whole = new Simulation(scenario, wasm);
    const first = new Simulation(scenario, wasm);
    for (let k = 0; k < 12; k++) expect(firstDifference(whole.step(), first.step())).toBeNull();
    const resumed = new Simulation(scenario, wasm, structuredClone(first.state));
    while (!whole.isDone) expect(firstDifference(whole.step(), resumed.step())).toBeNull();
    expect(resumed.isDone).toBe(true);
  });

  it('a new miner earns nothing before it joins, and something after', () => {
    const simulation = new Simulation(read(SCENARIO), wasm);
    const uid = 14;
    const incentive = Array.from({ length: 20 }, () => simulation.step().incentive[uid]!);
    expect(incentive.slice(0, 10)).toEqual(new Array(10).fill(0));
    expect(incentive[10]).toBeGreaterThan(0);
  });

  it('who sets nothing for longer than the cutoff is inactive', () => {
    const cheap = 6;
    const active = (activityCutoff: number) => {
      const simulation = new Simulation(read({ ...SCENARIO, rules: { activityCutoff } }), wasm);
      return Array.from({ length: 19 }, () => simulation.step().active[cheap]);
    };
    expect(active(65535)).toEqual(new Array(19).fill(1));
    expect(active(3000).at(-1)).toBe(0);
  });

  it('another seed, other numbers', () => {
    expect(totals({ ...SCENARIO, seed: 1 })).not.toEqual(totals(SCENARIO));
    expect(totals({ ...SCENARIO, seed: 1 })).toEqual(totals({ ...SCENARIO, seed: 1 }));
  });

  it('a metagraph keeps its weights', () => {
    const simulation = new Simulation(read({ metagraph: { file: 'x' }, epochs: 50 }), wasm);
    const outputs = Array.from({ length: 50 }, () => simulation.step());
    expect([...outputs[49]!.active]).toEqual([1, 1, 0]);
    expect([...outputs[49]!.incentive]).toEqual([0, 0, 65535]);
  });
});

describe('published cases', () => {
  it.each(Array.from({ length: CASE_COUNT }, (_, k) => k + 1))('case %i runs its 40 epochs', (id) => {
    const found = totals(caseScenario(id));
    expect(found['server 1']! + found['server 2']!).toBeCloseTo(1, 3);
  });

  it('case 2: an early mover gains in Yuma 3 against one who is late', () => {
    const found = totals(caseScenario(2));
    expect(found['eager']).toBeGreaterThan(found['lazy']!);
  });

  it('case 4: who moves together earns the same', () => {
    const found = totals(caseScenario(4));
    expect(found['small']).toBe(found['small 2']);
  });
});
