import { describe, expect, it } from 'vitest';
import { jsonLines, yuma } from './testing/run-command.js';

const line = (ownerPaid: string) =>
  JSON.stringify({
    scenario: 'b-owner-cut',
    rows: [
      {
        owner_cut: 0,
        emission_values: ['5', '5', '5'],
        owner_paid: [ownerPaid, '0', null],
        pending_added: ['5', '5', '5'],
        total_issuance_added: '0',
      },
    ],
  });

describe('yuma economy', () => {
  it('says of each line whether it equals what was recorded', async () => {
    const result = await yuma(['economy'], `${line('0')}\n${line('1')}\n`);
    expect(jsonLines(result).map(({ equal }) => equal)).toEqual([true, false]);
    expect(result.code).toBe(0);
  });

  it('--check ends with 1 when something differs', async () => {
    expect((await yuma(['economy', '--check'], line('1'))).code).toBe(1);
    expect((await yuma(['economy', '--check'], line('0'))).code).toBe(0);
  });

  it('refuses an unknown scenario', async () => {
    const result = await yuma(['economy'], '{"scenario":"z"}');
    expect(jsonLines(result)).toMatchObject([{ error: { code: 'UNKNOWN_SCENARIO' } }]);
    expect(result.code).toBe(1);
  });
});
