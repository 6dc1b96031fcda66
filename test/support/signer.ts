import { ApiPromise, Keyring } from '@polkadot/api';
import type { SubmittableExtrinsic } from '@polkadot/api/types';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { connection } from './connection.js';

/** Signs transactions for a chain without asking it again: immortal, nonces given. */
export interface OfflineSigner {
  readonly api: ApiPromise;
  transfer(fromUri: string, toUri: string, rao: bigint, nonce: number): string;
  address(uri: string): string;
  close(): Promise<void>;
}

export async function offlineSigner(url: string): Promise<OfflineSigner> {
  await cryptoWaitReady();
  const api = await ApiPromise.create(connection(url));
  const keyring = new Keyring({ type: 'sr25519' });
  const pairs = new Map<string, ReturnType<Keyring['addFromUri']>>();
  const pair = (uri: string) => {
    const found = pairs.get(uri) ?? keyring.addFromUri(uri);
    pairs.set(uri, found);
    return found;
  };
  const sign = (tx: SubmittableExtrinsic<'promise'>, uri: string, nonce: number): string =>
    tx
      .sign(pair(uri), {
        nonce,
        era: api.createType('ExtrinsicEra'),
        blockHash: api.genesisHash,
        genesisHash: api.genesisHash,
        runtimeVersion: api.runtimeVersion,
      })
      .toHex();
  return {
    api,
    transfer: (from, to, rao, nonce) =>
      sign(api.tx['balances']!['transferKeepAlive']!(pair(to).address, rao), from, nonce),
    address: (uri) => pair(uri).address,
    close: () => api.disconnect(),
  };
}
