import { kitError, errorsOf } from '@yumanet/service-kit';
import { expect, it } from 'vitest';
import { ChainBehind } from './chain-behind.js';

const codes = errorsOf({ BLOCK_UNKNOWN: { status: 'NOT_FOUND', means: 'No such block.' } });
const unknown = () => Promise.reject(codes('BLOCK_UNKNOWN', 'block: expected one of this chain'));
const OURS = 'aa'.repeat(32);

/** A chain that has this block at every height; undefined: none yet. */
const chainWith = (hash: string | undefined) =>
  new ChainBehind({
    getBlock: () =>
      hash === undefined
        ? unknown()
        : Promise.resolve({ block: { header: { hash: Buffer.from(hash, 'hex') } } as never }),
  });

it('a block that the chain has not come to, or has just come to, is waited for', async () => {
  for (const hash of [undefined, OURS])
    await expect(chainWith(hash).read(7, OURS, unknown)).rejects.toMatchObject({
      code: 'CHAIN_BEHIND',
      status: 'UNAVAILABLE',
      data: { block: 7 },
    });
});

it('where the chain has another block of that height it stays unknown; other failures and answers pass', async () => {
  await expect(chainWith('bb'.repeat(32)).read(7, OURS, unknown)).rejects.toMatchObject({
    code: 'BLOCK_UNKNOWN',
  });
  const full = () => Promise.reject(kitError('QUEUE_FULL', 'pool: full'));
  await expect(chainWith(undefined).read(7, OURS, full)).rejects.toMatchObject({ code: 'QUEUE_FULL' });
  await expect(chainWith(undefined).read(7, OURS, () => Promise.resolve('state'))).resolves.toBe('state');
});
