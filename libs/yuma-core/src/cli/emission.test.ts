import { describe, expect, it } from 'vitest';
import { yuma } from './testing/run-command.js';

describe('yuma emission', () => {
  it('--issuance prints the block emission at it', async () => {
    const { code, stdout } = await yuma(['emission', '--issuance', '10500000000000000']);
    expect([code, stdout]).toEqual([0, '500000000 rao per block at an issuance of 10500000000000000 rao\n']);
    const json = await yuma(['emission', '--issuance', '0', '--json']);
    expect(JSON.parse(json.stdout)).toEqual({ issuance: '0', block_emission: '1000000000' });
  });

  it('--curve prints every halving: the first after 4 years of 7200 blocks a day', async () => {
    const { stdout } = await yuma(['emission', '--curve']);
    const row = stdout.split('\n').find((text) => text.trim().startsWith('1 '))!;
    // 10.5 million blocks / (7200 · 365) = 3.995…
    expect(row.trim().split(/\s{2,}/)).toEqual(['1', '10500000.0000', '500000000', '4.00']);
    const json = await yuma(['emission', '--curve', '--json']);
    expect((JSON.parse(json.stdout) as unknown[])[2]).toEqual({
      issuance: '15750000000000000',
      block_emission: '250000000',
    });
  });

  it.each(['-1', '1.5', '1e9', '18446744073709551616', 'x'])(
    'refuses an issuance of %s as wrong usage',
    async (value) => {
      const { code, stdout, stderr } = await yuma(['emission', `--issuance=${value}`]);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('issuance: expected');
    },
  );

  it('asked for nothing it shows its help as wrong usage', async () => {
    const { code, stderr } = await yuma(['emission']);
    expect(code).toBe(2);
    expect(stderr).toContain('--issuance');
  });
});
