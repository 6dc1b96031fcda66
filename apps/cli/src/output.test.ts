import { expect, it } from 'vitest';
import { createOutput } from './output.js';

it('writes a line, for programs or for people', () => {
  const lines: string[] = [];
  const write = (text: string): void => void lines.push(text);
  createOutput(true, write).row({ rao: 2n ** 63n }, 'x');
  createOutput(false, write).row({ rao: 1n }, 'one rao');
  expect(lines).toEqual(['{"rao":"9223372036854775808"}\n', 'one rao\n']);
});
