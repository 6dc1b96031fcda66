import { z } from 'zod';
import type { RpcMethod } from '../context.js';
import { fromHex, to0x } from '../../bytes.js';
import { PoolError } from '../../node/pool/pool-error.js';
import { rpcErrors } from '../rpc-error.js';
import { fastForward } from './fast-forward.js';
import { objectParam, zHex } from './object-params.js';
import { epochBlock } from './epoch-block.js';

/** Blocks of one call: a day of the real chain's, ten times over. */
const MAX_BLOCKS = 72_000;

const schema = z.strictObject({
  count: z.int().min(1).max(MAX_BLOCKS).optional(),
  to: z.int().nonnegative().optional(),
  tempos: z.int().min(1).max(10_000).optional(),
  netuid: z.int().min(0).max(65_535).optional(),
  transactions: z.array(zHex).max(1000).optional(),
});

/**
 * `({count?, to?, tempos?, netuid?, transactions?}?)` → hash of the last block made: `count` of them, up to block `to`,
 * or until subnet `netuid` (1) has had `tempos` more epochs. `transactions` go through the pool into the first.
 */
export const dev_newBlock: RpcMethod = async ({ chain }, params) => {
  const options = params.isAbsent(0) ? {} : objectParam(schema, params.raw(0));
  const { store } = chain;
  const target = targetOf(options, store.head, (tempos, netuid) => epochBlock(chain, netuid, tempos));
  if (target - store.head > MAX_BLOCKS)
    throw rpcErrors.invalidParams(`blocks: expected at most ${MAX_BLOCKS}, got ${target - store.head}`);
  for (const transaction of options.transactions ?? []) {
    await chain.submit(fromHex(transaction)).catch((error: unknown) => {
      // Sent already: it is in the pool, and so in the block.
      if (error instanceof PoolError && error.refusal.kind === 'alreadyImported') return;
      throw error;
    });
  }
  await fastForward(chain, Math.max(target, store.head + 1));
  return to0x(store.hashOf(store.head)!);
};

function targetOf(
  { count, to, tempos, netuid }: z.infer<typeof schema>,
  head: number,
  ofEpoch: (tempos: number, netuid: number) => number,
): number {
  if (tempos !== undefined) return ofEpoch(tempos, netuid ?? 1);
  return to ?? head + (count ?? 1);
}
