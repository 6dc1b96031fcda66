import { ApiPromise, Keyring } from '@polkadot/api';
import type { DeriveBalancesAll } from '@polkadot/api-derive/types';
import type { SignerPayloadJSON, SignerResult } from '@polkadot/types/types';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChainProcess } from '../support/chain-process.js';
import { connection } from '../support/connection.js';

let chain: ChainProcess;
let api: ApiPromise;
let keyring: Keyring;

beforeAll(async () => {
  await cryptoWaitReady();
  chain = await ChainProcess.start(['--sealing', 'instant', '--finality-delay', '400']);
  api = await ApiPromise.create({ ...connection(chain.ready.rpc) });
  keyring = new Keyring({ type: 'sr25519' });
  for (const name of ['//Alice', '//Bob']) keyring.addFromUri(name, { name });
});
afterAll(async () => {
  await api.disconnect();
  expect(await chain.stop()).toBe(0);
});

/** What an extension does for the page: it alone has the key. */
const extension = {
  signPayload: (payload: SignerPayloadJSON): Promise<SignerResult> => {
    const { signature } = api
      .createType('ExtrinsicPayload', payload, { version: payload.version })
      .sign(keyring.getPair(payload.address));
    return Promise.resolve({ id: 1, signature });
  },
};

/** The first value of a subscription that fits. */
function first<T>(
  subscribe: (listener: (value: T) => void) => Promise<unknown>,
  fits: (value: T) => boolean,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let end: (() => void) | undefined;
    let found = false;
    subscribe((value) => {
      if (found || !fits(value)) return;
      found = true;
      end?.();
      resolve(value);
    }).then((unsubscribe) => {
      end = unsubscribe as () => void;
      if (found) end();
    }, reject);
  });
}

describe('the pages of polkadot.js Apps, over the derives they are made of', () => {
  it('accounts: every account with its balances', async () => {
    const [alice, bob] = keyring.getPairs();
    const rows = await Promise.all(keyring.getPairs().map(({ address }) => api.derive.balances.all(address)));
    for (const row of rows) expect(row.freeBalance.toBigInt()).toBeGreaterThan(0n);
    expect(rows.map(({ accountId }) => accountId.toString())).toEqual([alice!.address, bob!.address]);
    expect(rows[0]!.accountNonce.toNumber()).toBe(0);
    const nonces = await api.derive.balances.account(bob!.address);
    expect(nonces.freeBalance.eq(rows[1]!.freeBalance)).toBe(true);
    const { accountId } = await api.derive.accounts.info(alice!.address);
    expect(accountId!.toString()).toBe(alice!.address);
  });

  it('transfer: signed by an extension; the balance shown follows', async () => {
    const [alice, bob] = keyring.getPairs();
    const before = (await api.derive.balances.all(bob!.address)).freeBalance.toBigInt();
    const shown = first<DeriveBalancesAll>(
      (listener) => api.derive.balances.all(bob!.address, listener),
      ({ freeBalance }) => freeBalance.toBigInt() === before + 1_000_000_000n,
    );
    const heard: string[] = [];
    await new Promise<void>((resolve, reject) => {
      api.tx['balances']!['transferKeepAlive']!(bob!.address, 1_000_000_000n)
        .signAndSend(alice!.address, { signer: extension, tip: 7 }, ({ status, dispatchError }) => {
          heard.push(status.type);
          if (dispatchError !== undefined) reject(new Error(dispatchError.toString()));
          if (status.isFinalized) resolve();
        })
        .catch(reject);
    });
    expect(heard).toEqual(['Ready', 'InBlock', 'Finalized']);
    expect((await shown).freeBalance.toBigInt()).toBe(before + 1_000_000_000n);
  });

  it('explorer: new blocks with their events, the best and the final number, a block by number', async () => {
    const [alice, bob] = keyring.getPairs();
    const withTransfer = first<{
      block: { header: { number: { toNumber(): number } } };
      extrinsics: { extrinsic: { method: { method: string } }; events: { method: string }[] }[];
    }>(
      (listener) => api.derive.chain.subscribeNewBlocks(listener as never),
      ({ extrinsics }) => extrinsics.some(({ extrinsic }) => extrinsic.method.method === 'transferKeepAlive'),
    );
    await api.tx['balances']!['transferKeepAlive']!(bob!.address, 5n).signAndSend(alice!.address, {
      signer: extension,
    });
    const { block, extrinsics } = await withTransfer;
    const number = block.header.number.toNumber();
    expect(extrinsics.at(-1)!.events.map(({ method }) => method)).toEqual([
      'Withdraw',
      'Transfer',
      'TransactionFeePaid',
      'ExtrinsicSuccess',
    ]);
    expect((await api.derive.chain.bestNumber()).toNumber()).toBeGreaterThanOrEqual(number);
    await first<{ toNumber(): number }>(
      (listener) => api.derive.chain.bestNumberFinalized(listener as never),
      (final) => final.toNumber() >= number,
    );
    const again = await api.derive.chain.getBlockByNumber(number);
    expect(again.block.header.hash.toHex()).toBe((await api.rpc.chain.getBlockHash(number)).toHex());
    const header = await api.derive.chain.getHeader(again.block.header.hash);
    expect(header.number.toNumber()).toBe(number);
  });
});
