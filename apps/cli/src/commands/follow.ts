import type { ApiPromise } from '@polkadot/api';
import type { Header } from '@polkadot/types/interfaces';

/**
 * Calls `show` with the newest `count` headers, then, when following, with each new one, in order and without a gap,
 * until `show` says false, or the connection or the process ends.
 */
export async function eachBlock(
  api: ApiPromise,
  options: { readonly count: number; readonly follow: boolean },
  show: (header: Header) => Promise<boolean | void>,
): Promise<void> {
  const head = (await api.rpc.chain.getHeader()).number.toNumber();
  let next = Math.max(0, head - options.count + 1);
  let enough = false;
  // From the beginning: whoever stops it while it still shows the past has stopped it too.
  const stopped = options.follow ? stopSignal() : new Promise<void>(() => undefined);
  void stopped.then(() => (enough = true));
  const showUpTo = async (number: number): Promise<void> => {
    for (; next <= number && !enough; next++)
      enough = (await show(await api.rpc.chain.getHeader(await api.rpc.chain.getBlockHash(next)))) === false;
  };
  await showUpTo(head);
  if (!options.follow || enough) return;
  await new Promise<void>((resolve, reject) => {
    let work = Promise.resolve();
    api.once('disconnected', () => resolve());
    void stopped.then(resolve);
    api.rpc.chain
      .subscribeNewHeads((header) => {
        work = work
          .then(() => showUpTo(header.number.toNumber()))
          .then(() => void (enough && resolve()))
          .catch(reject);
      })
      .catch(reject);
  });
}

/** Resolves at the first SIGINT or SIGTERM. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
