import { fromHex, toHex } from '@yumanet/frame';
import { describe, expect, it } from 'vitest';
import { createSealHash, hashMeetsDifficulty } from './proof-of-work.js';

describe('proof of work', () => {
  it('the seal that the real runtime accepted (d-185-1-regtrace, block 4)', () => {
    const seal = createSealHash(
      'e8f3c9795422b0a0706eb6f7c27348134ae0dfce4ff96d79fc636a5614e80952',
      100n,
      '44bbf76bab492b0c43901078d4465cd48d8bdafcf05675b96ee9d73fdf10c25f',
    );
    expect(toHex(seal)).toBe('005e1ae2bb8c1cd98b74a0860106bb88b1b7be55a4a633b37dbb69cff4a2d718');
  });

  it('is read big-endian: seal · difficulty below 2^256', () => {
    const seal = fromHex(`01${'00'.repeat(31)}`); // 2^248
    expect(hashMeetsDifficulty(seal, 255n)).toBe(true);
    expect(hashMeetsDifficulty(seal, 256n)).toBe(false);
    expect(hashMeetsDifficulty(fromHex('ff'.repeat(32)), 1n)).toBe(true);
    expect(hashMeetsDifficulty(fromHex('ff'.repeat(32)), 2n)).toBe(false);
  });
});
