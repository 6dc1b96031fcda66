import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createYuma } from '../backends.js';
import { verifyEpochLine } from './verify-epoch-line.js';

const yuma = createYuma({ backend: 'wasm' });
const verify = (line: unknown): string | undefined =>
  verifyEpochLine(JSON.stringify(line), (input) => yuma.runEpoch(input));
const vector = new URL('../../test/vectors/public.jsonl', import.meta.url);
const lines = readFileSync(vector, 'utf8')
  .split('\n')
  .slice(0, 3)
  .map((text) => JSON.parse(text) as { expected: Record<string, (number | string)[]> });

it('lines of 2024 are equal too', () => {
  const file = new URL('../../test/vectors/2024/g-epoch.185.jsonl', import.meta.url);
  for (const text of readFileSync(file, 'utf8').split('\n').slice(0, 3))
    expect(verify(JSON.parse(text) as unknown)).toBeUndefined();
});

it('lines of the real runtime are equal', () => {
  for (const line of lines) expect(verify(line)).toBeUndefined();
});

it('the first step and the uid that differ are named', () => {
  const [line] = lines;
  const { expected: output } = line!;
  const incentive = [...output['incentive']!];
  incentive[1] = Number(incentive[1]) ^ 1;
  const dividends = output['dividends']!.map((value) => Number(value) ^ 1);
  expect(verify({ ...line, expected: { ...output, dividends, incentive } })).toMatch(
    /^incentive of uid 1: expected "\d+", got "\d+"$/,
  );
});

it.each([['{'], ['[]'], ['{"input": {}}']])('%s is refused by name', (text) => {
  expect(() => verifyEpochLine(text, (input) => yuma.runEpoch(input))).toThrow(
    expect.objectContaining({ name: 'YumaError' }),
  );
});
