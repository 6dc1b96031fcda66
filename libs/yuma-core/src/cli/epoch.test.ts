import { describe, expect, it } from 'vitest';
import { line2024, line2026 } from '../testing/golden-lines.js';
import { jsonLines, yuma } from './testing/run-command.js';

describe('yuma epoch', () => {
  it('adds the output of a golden line', async () => {
    const result = await yuma(['epoch'], JSON.stringify(line2026()));
    expect(result.code).toBe(0);
    expect(jsonLines(result)).toMatchObject([{ ...line2026(), output: { emission: ['375', '125', '500'] } }]);
  });

  it('--format golden2024 reads g-epoch lines', async () => {
    const result = await yuma(['epoch', '--format', 'golden2024'], JSON.stringify(line2024()));
    expect(jsonLines(result)).toMatchObject([{ output: { pruning_scores: [49151, 16384, 65535] } }]);
  });

  it('refuses what cannot be an epoch, and goes on', async () => {
    const lines = [line2026({ owner_uid: 3 }), { ruleset: '2024' }, line2026()];
    const result = await yuma(['epoch'], lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(result.code).toBe(1);
    expect(jsonLines(result)).toMatchObject([
      { id: 'example', line: 1, error: { code: 'OUT_OF_RANGE' } },
      { id: null, line: 2, error: { code: 'UNKNOWN_RULESET' } },
      { id: 'example', output: {} },
    ]);
  });

  it('--table shows people a table instead of JSON', async () => {
    const { stdout } = await yuma(['epoch', '--table'], JSON.stringify(line2026()));
    expect(stdout).toContain('example: ruleset 2026, 3 uids');
    expect(stdout).not.toContain('{');
  });
});
