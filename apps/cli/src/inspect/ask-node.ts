import type { ApiPromise } from '@polkadot/api';
import { CliError } from '../cli-error.js';

/** A method that is not every node's, such as the `dev_` ones. @throws CliError REFUSED with the node's words. */
export async function askNode<T>(api: ApiPromise, method: string, ...params: unknown[]): Promise<T> {
  const { provider } = (
    api as unknown as { _rpcCore: { provider: { send(name: string, params: unknown[]): Promise<unknown> } } }
  )._rpcCore;
  try {
    return (await provider.send(method, params)) as T;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const hint = text.includes('Method not found')
      ? ' (a development chain serves it, or one with --rpc-methods unsafe)'
      : '';
    throw new CliError('REFUSED', `${method}: ${text}${hint}`);
  }
}
