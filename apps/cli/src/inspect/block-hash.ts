import type { ApiPromise } from '@polkadot/api';
import { CliError } from '../cli-error.js';

/** The hash of a block that a person names by number or hash; undefined: the newest. @throws CliError BAD_INPUT. */
export async function blockHash(api: ApiPromise, block: string | undefined): Promise<string> {
  if (block === undefined) return (await api.rpc.chain.getBlockHash()).toHex();
  if (/^0x[0-9a-fA-F]{64}$/.test(block)) return block;
  const hash = /^\d{1,10}$/.test(block)
    ? (await api.rpc.chain.getBlockHash(Number(block))).toHex()
    : undefined;
  if (hash !== undefined && !/^0x0*$/.test(hash)) return hash;
  throw new CliError('BAD_INPUT', `block: expected the number or hash of one that is there, got ${block}`);
}
