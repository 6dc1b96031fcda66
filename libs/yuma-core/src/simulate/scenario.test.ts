import { describe, expect, it } from 'vitest';
import { createYuma } from '../backends.js';
import type { JsonObject } from '../input/fields.js';
import { input2026 } from '../testing/example-inputs.js';
import { readScenario } from './scenario.js';
import { applyChange, readChange } from './set-path.js';

const SCENARIO: JsonObject = {
  validators: [
    { name: 'v', count: 2, stakeTao: 10 },
    {
      name: 'w',
      stakeTao: [
        [0, 5],
        [20, 7.5],
      ],
      strategy: 'weight-copier',
    },
  ],
  miners: [{ name: 'm', count: 3 }],
};
const context = { engine: createYuma({ backend: 'reference' }), metagraph: () => input2026() };
const read = (value: unknown) => readScenario(value, context);

describe('scenario', () => {
  it('places validators first, then miners; stake moves over time', () => {
    const { participants, maxValidators, rules } = read(SCENARIO);
    expect(participants.map(({ uid, group }) => `${uid} ${group}`)).toEqual([
      '0 v',
      '1 v',
      '2 w',
      '3 m',
      '4 m',
      '5 m',
    ]);
    expect(participants[2]!.stake(19) >> 64n).toBe(5_000_000_000n);
    expect(participants[2]!.stake(20) >> 64n).toBe(7_500_000_000n);
    expect(maxValidators).toBe(3);
    expect(rules).toMatchObject({ yuma: 'yuma3', kappa: 32767 / 65535 });
  });

  it.each([
    ['rules.kappa=2', 'OUT_OF_RANGE', 'rules.kappa: expected 0 … 1, got 2'],
    ['rules.yuma=yuma9', 'OUT_OF_RANGE', 'rules.yuma: expected 2024 or yuma2'],
    ['rules.emissionRao=-1', 'OUT_OF_RANGE', 'rules.emissionRao'],
    ['rules.kapa=1', 'UNKNOWN_FIELD', 'rules.kapa'],
    ['epochs=0', 'OUT_OF_RANGE', 'epochs: expected 1'],
    ['epochs=many', 'WRONG_TYPE', 'epochs: expected a number, got "many"'],
    ['title=7', 'WRONG_TYPE', 'title: expected a string'],
    ['colour=red', 'UNKNOWN_FIELD', 'colour: expected one of'],
    ['validators[1].stakeTao=-1', 'OUT_OF_RANGE', 'validators[1].stakeTao: expected 0'],
    ['validators[1].stakeTao=null', 'WRONG_TYPE', 'validators[1].stakeTao: expected an array'],
    ['validators[0].count=1.5', 'WRONG_TYPE', 'validators[0].count: expected an integer'],
    ['validators[0].name=m', 'OUT_OF_RANGE', 'name: expected each group name once, got "m"'],
    ['validators[1].strategy.name=lazy', 'UNKNOWN_FIELD', 'validators.1.strategy'],
    ['validators=[]', 'OUT_OF_RANGE', 'validators and miners: expected at least one each'],
    ['validators=5', 'WRONG_TYPE', 'validators: expected an array, got 5'],
    [
      'miners[0].strategy={"name":"steady","quality":2}',
      'OUT_OF_RANGE',
      'miners[0].strategy.quality: expected 0 … 1',
    ],
    ['miners[0].count=5000', 'OUT_OF_RANGE', 'miners[0].count: expected 1 … 4096'],
  ])('refuses %s with %s and its path', (change, code, message) => {
    expect(() => read(applyChange(SCENARIO, readChange(change)))).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) as unknown }),
    );
  });

  it('refuses what is missing', () => {
    expect(() => read({})).toThrow('validators: expected an array');
    expect(() => read({ ...SCENARIO, validators: [{ name: 'v' }] })).toThrow(
      'validators[0].stakeTao: expected a number',
    );
    expect(() => read([])).toThrow('scenario: expected an object');
  });

  it('a metagraph: who has weights validates, the rest mines; overrides by uid', () => {
    const metagraph = { file: 'x' };
    const recorded = read({ metagraph });
    expect(recorded.participants.map(({ group }) => group)).toEqual([
      'recorded validators',
      'recorded validators',
      'recorded miners',
    ]);
    expect(recorded.rules).toMatchObject({ yuma: 'yuma2', emissionRao: 1000n });
    const override = { uids: [1], name: 'copier', strategy: 'weight-copier' };
    expect(read({ metagraph, overrides: [override] }).participants[1]).toMatchObject({
      group: 'copier',
      strategy: { name: 'weight-copier' },
    });
    expect(() => read({ metagraph, overrides: [{ ...override, uids: [2] }] })).toThrow(
      'overrides[0].uids[0]: expected a uid that validates, got 2',
    );
  });
});
