import type { ApiPromise } from '@polkadot/api';
import type { Header } from '@polkadot/types/interfaces';

/**
 * Calls `show` with the newest `count` headers, then, when following, with each new one, in order and without a gap,
 * until the connection or the process ends.
 */
export async function eachBlock(
  api: ApiPromise,
  options: { readonly count: number; readonly follow: boolean },
  show: (header: Header) => Promise<void>,
): Promise<void> {
  const head = (await api.rpc.chain.getHeader()).number.toNumber();
  let next = Math.max(0, head - options.count + 1);
  const showUpTo = async (number: number): Promise<void> => {
    for (; next <= number; next++)
      await show(await api.rpc.chain.getHeader(await api.rpc.chain.getBlockHash(next)));
  };
  await showUpTo(head);
  if (!options.follow) return;
  await new Promise<void>((resolve, reject) => {
    let work = Promise.resolve();
    api.once('disconnected', () => resolve());
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    api.rpc.chain
      .subscribeNewHeads((header) => {
        work = work.then(() => showUpTo(header.number.toNumber())).catch(reject);
      })
      .catch(reject);
  });
}
