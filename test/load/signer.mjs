// Signs transfers of many senders with nonces given by the caller.
import { ApiPromise, Keyring, WsProvider } from '@polkadot/api';
import { cryptoWaitReady } from '@polkadot/util-crypto';

export const RAO_PER_TAO = 1_000_000_000n;

/** @returns `transfer(fromUri, toUri, rao, nonce)`: an immortal signed extrinsic as hex. */
export async function createSigner(url) {
  await cryptoWaitReady();
  const api = await ApiPromise.create({ provider: new WsProvider(url), noInitWarn: true });
  const keyring = new Keyring({ type: 'sr25519' });
  const pairs = new Map();
  const pair = (uri) => {
    if (!pairs.has(uri)) pairs.set(uri, keyring.addFromUri(uri));
    return pairs.get(uri);
  };
  await api.disconnect();
  return (from, to, rao, nonce) =>
    api.tx.balances
      .transferKeepAlive(pair(to).address, rao)
      .sign(pair(from), {
        nonce,
        era: api.createType('ExtrinsicEra'),
        blockHash: api.genesisHash,
        genesisHash: api.genesisHash,
        runtimeVersion: api.runtimeVersion,
      })
      .toHex();
}
