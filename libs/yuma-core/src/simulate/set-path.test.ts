import { expect, it } from 'vitest';
import { applyChange, readChange } from './set-path.js';

const scenario = { rules: { kappa: 0.5 }, validators: [{ name: 'a' }] };
const set = (text: string) => applyChange(scenario, readChange(text));

it('changes a copy: numbers, words, objects, what is not there yet', () => {
  expect(set('rules.kappa=0.6')).toEqual({ ...scenario, rules: { kappa: 0.6 } });
  expect(set('rules.yuma=yuma2')['rules']).toEqual({ kappa: 0.5, yuma: 'yuma2' });
  expect(set('validators[0].strategy={"name":"honest"}')['validators']).toEqual([
    { name: 'a', strategy: { name: 'honest' } },
  ]);
  expect(set('metagraph.file=x')['metagraph']).toEqual({ file: 'x' });
  expect(scenario.rules.kappa).toBe(0.5);
});

it('refuses paths that lead nowhere', () => {
  expect(() => set('validators[3].name=x')).toThrow('expected an object or a list');
  expect(() => set('validators[1]=x')).toThrow('validators[1]: expected a path into the scenario');
  expect(() => set('rules.kappa.x=1')).toThrow('rules.kappa');
  expect(() => set('__proto__.x=1')).toThrow('__proto__');
  expect(() => readChange('kappa')).toThrow('expected path=value');
});
