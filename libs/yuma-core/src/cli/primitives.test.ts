import { describe, expect, it } from 'vitest';
import { PRIMITIVES } from '../golden/primitives.js';
import { jsonLines, yuma } from './testing/run-command.js';

describe('yuma primitives', () => {
  it('adds the result, replacing one that the line already has', async () => {
    const result = await yuma(['primitives'], '{"fn":"exp_safe","args":["4294967296"],"result":"0"}\n');
    expect(jsonLines(result)).toEqual([{ fn: 'exp_safe', args: ['4294967296'], result: '11674931200' }]);
  });

  it('--list prints every function name', async () => {
    const { code, stdout } = await yuma(['primitives', '--list']);
    expect([code, stdout.trimEnd().split('\n')]).toEqual([0, [...PRIMITIVES.keys()]]);
  });
});
