import { describe, expect, it } from 'vitest';
import { jsonLines, yuma } from './testing/run-command.js';

const GOOD = '{"id":"good","fn":"u16_to_fixed","args":[1]}';
const run = (...lines: string[]) => yuma(['primitives', '--json'], lines.join('\n'));

describe('JSON lines in, JSON lines out', () => {
  it('gives one line for each, in order, with what it already had', async () => {
    const result = await run(GOOD, '', '{"fn":"u16_to_fixed","args":[2],"note":"kept"}');
    expect(result.code).toBe(0);
    expect(jsonLines(result)).toEqual([
      { id: 'good', fn: 'u16_to_fixed', args: [1], result: '4294967296' },
      { fn: 'u16_to_fixed', args: [2], note: 'kept', result: '8589934592' },
    ]);
  });

  it.each([
    ['no JSON', '{"id": ', 'MALFORMED_JSON'],
    ['no object', '[1]', 'WRONG_TYPE'],
    ['an unknown function', '{"fn":"nope","args":[]}', 'UNKNOWN_FUNCTION'],
    [
      'nesting too deep to write again',
      `{"fn":"u16_to_fixed","args":[1],"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      'MALFORMED_JSON',
    ],
  ])(
    'a line of %s gives its error in its place and ends with 1; the others are still done',
    async (_what, bad, code) => {
      const result = await run(GOOD, bad, GOOD);
      expect(result.code).toBe(1);
      const [first, refused, last] = jsonLines(result);
      expect([first!['result'], last!['result']]).toEqual(['4294967296', '4294967296']);
      expect(refused).toMatchObject({ id: null, line: 2, error: { code } });
    },
  );

  it('an error carries the id of its line', async () => {
    const result = await run('{"id":"bad","fn":"u16_to_fixed","args":[-1]}');
    expect(jsonLines(result)).toEqual([
      {
        id: 'bad',
        line: 1,
        error: { code: 'OUT_OF_RANGE', message: 'args[0]: expected 0 … 65535, got -1' },
      },
    ]);
  });

  it('an id that is neither a string nor a number is not repeated', async () => {
    expect(jsonLines(await run('{"id":{"a":1},"fn":"nope","args":[]}'))).toMatchObject([{ id: null }]);
    expect(jsonLines(await run('{"id":7,"fn":"nope","args":[]}'))).toMatchObject([{ id: 7 }]);
  });
});
