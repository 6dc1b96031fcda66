import type { SubmittableExtrinsic } from '@polkadot/api/types';
import type { KeyringPair } from '@polkadot/keyring/types';
import type { DispatchError } from '@polkadot/types/interfaces';

const DEADLINE_MS = 60_000;

/**
 * Signs, sends and waits until the transaction is in a block. Answers `ok` or the name of what failed, of a module as
 * `section.Name`; a failure inside sudo is a failure.
 */
export function inBlock(tx: SubmittableExtrinsic<'promise'>, signer: KeyringPair): Promise<string> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => reject(new Error('not in a block in time')), DEADLINE_MS);
    const fail = (error: unknown): void => {
      clearTimeout(deadline);
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    tx.signAndSend(signer, { nonce: -1 }, ({ status, isError, events, dispatchError }) => {
      if (isError) fail(new Error(`transaction ended as ${status.type}`));
      // A client may hear of finality only: blocks are quick here.
      if (!status.isInBlock && !status.isFinalized) return;
      clearTimeout(deadline);
      const sudid = events.find(({ event }) => event.section === 'sudo' && event.method === 'Sudid');
      const inner = sudid?.event.data[0] as { isErr?: boolean; asErr?: DispatchError } | undefined;
      resolve(nameOf(tx, dispatchError ?? (inner?.isErr ? inner.asErr : undefined)));
    }).catch(fail);
  });
}

function nameOf(tx: SubmittableExtrinsic<'promise'>, error: DispatchError | undefined): string {
  if (error === undefined) return 'ok';
  if (!error.isModule) return error.toString();
  const { section, name } = tx.registry.findMetaError(error.asModule);
  return `${section}.${name}`;
}
