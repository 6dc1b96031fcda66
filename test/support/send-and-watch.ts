import type { SubmittableExtrinsic } from '@polkadot/api/types';
import type { KeyringPair } from '@polkadot/keyring/types';

export interface Watched {
  /** Names of the statuses heard, in order. */
  readonly statuses: readonly string[];
  /** `section.Name` of the transaction's events, in order. */
  readonly events: readonly string[];
  /** Name of the dispatch error, of a module as `section.Name`. */
  readonly error: string | undefined;
  readonly blockHash: string;
}

const DEADLINE_MS = 60_000;

/** Signs, sends and waits until the transaction is final. */
export function sendAndWatch(
  tx: SubmittableExtrinsic<'promise'>,
  signer: KeyringPair,
  options: Parameters<typeof tx.signAndSend>[1] & object = {},
): Promise<Watched> {
  return new Promise((resolve, reject) => {
    const statuses: string[] = [];
    const deadline = setTimeout(
      () => reject(new Error(`not final in time, heard ${statuses.join(', ')}`)),
      DEADLINE_MS,
    );
    let stop: (() => void) | undefined;
    tx.signAndSend(signer, { nonce: -1, ...options }, (result) => {
      statuses.push(result.status.type);
      if (!result.status.isFinalized && !result.isError) return;
      clearTimeout(deadline);
      stop?.();
      if (result.isError) {
        reject(new Error(`transaction ended as ${result.status.type}`));
        return;
      }
      const { dispatchError } = result;
      const error = dispatchError?.isModule
        ? ((found) => `${found.section}.${found.name}`)(tx.registry.findMetaError(dispatchError.asModule))
        : dispatchError?.toString();
      const events = result.events.map(({ event }) => `${event.section}.${event.method}`);
      resolve({ statuses, events, error, blockHash: result.status.asFinalized.toHex() });
    }).then(
      (end) => (stop = end),
      (error: unknown) => {
        clearTimeout(deadline);
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
