import { Metadata, TypeRegistry } from '@polkadot/types';
import { describe, expect, it } from 'vitest';
import { OpaqueMetadata, bytes, option } from '@yumanet/frame';
import { finney202406 } from '@yumanet/subtensor';
import { TestChain, account } from '@yumanet/subtensor/testing';
import { Account, Events } from '../src/runtimes/finney-2024-06/pallets/system/storage.js';

const [ALICE, BOB] = [account(1), account(2)];
const genesis = { balances: { balances: [[ALICE, 10n ** 12n]] }, sudo: { key: ALICE } };

function registryOf(version: 14 | 15): { registry: TypeRegistry; metadata: Metadata } {
  const chain = new TestChain(finney202406, genesis);
  const encoded = chain.call('Metadata_metadata_at_version', Uint8Array.of(version, 0, 0, 0));
  const registry = new TypeRegistry();
  const metadata = new Metadata(registry, chain.decode(option(OpaqueMetadata), encoded));
  // Its own extensions are unknown to every client; they carry nothing.
  registry.setMetadata(metadata, undefined, {
    SubtensorSignedExtension: { extrinsic: {}, payload: {} },
    CommitmentsSignedExtension: { extrinsic: {}, payload: {} },
  });
  return { registry, metadata };
}

describe.each([14, 15] as const)('@polkadot/types reads metadata V%i', (version) => {
  const { registry, metadata } = registryOf(version);

  it('with every pallet at its index', () => {
    const pallets = metadata.asLatest.pallets.map(({ name, index }) => [name.toString(), index.toNumber()]);
    expect(pallets).toEqual([
      ['System', 0],
      ['RandomnessCollectiveFlip', 1],
      ['Timestamp', 2],
      ['Aura', 3],
      ['Grandpa', 4],
      ['Balances', 5],
      ['TransactionPayment', 6],
      ['SubtensorModule', 7],
      ['Triumvirate', 8],
      ['TriumvirateMembers', 9],
      ['SenateMembers', 10],
      ['Utility', 11],
      ['Sudo', 12],
      ['Multisig', 13],
      ['Preimage', 14],
      ['Scheduler', 15],
      ['Proxy', 16],
      ['Registry', 17],
      ['Commitments', 18],
      ['AdminUtils', 19],
    ]);
  });

  it('with the extensions of spec 185 in order', () => {
    expect(registry.signedExtensions).toEqual([
      'CheckNonZeroSender',
      'CheckSpecVersion',
      'CheckTxVersion',
      'CheckGenesis',
      'CheckMortality',
      'CheckNonce',
      'CheckWeight',
      'ChargeTransactionPayment',
      'SubtensorSignedExtension',
      'CommitmentsSignedExtension',
    ]);
  });

  it('and decodes storage, events and a module error by name', () => {
    const chain = new TestChain(finney202406, genesis);
    const call = {
      type: 'Balances',
      value: { type: 'transfer_keep_alive', value: { dest: { type: 'Id', value: BOB }, value: 5n } },
    };
    chain.send(ALICE, call);
    const info = registry.createType(
      'FrameSystemAccountInfo',
      chain.storage.get(Account.key(chain.ctx, ALICE)),
    );
    expect(info.toJSON()).toMatchObject({ nonce: 1, providers: 1 });
    const records = registry.createType(
      'Vec<FrameSystemEventRecord>',
      chain.storage.get(Events.key(chain.ctx)),
    );
    const json = records.toHuman() as { event: { section: string; method: string; data: unknown } }[];
    expect(json.map(({ event }) => `${event.section}.${event.method}`)).toEqual([
      'system.ExtrinsicSuccess',
      'balances.Withdraw',
      'transactionPayment.TransactionFeePaid',
      'system.ExtrinsicFailed',
    ]);
    const error = registry.findMetaError({
      index: registry.createType('u8', 5),
      error: registry.createType('u8', 2),
    } as never);
    expect(`${error.section}.${error.name}`).toBe('balances.InsufficientBalance');
  });

  it('and decodes a signed extrinsic down to the call', () => {
    const chain = new TestChain(finney202406, genesis);
    const remark = { type: 'System', value: { type: 'remark', value: { remark: Uint8Array.of(1, 2) } } };
    const batch = { type: 'Utility', value: { type: 'batch', value: { calls: [remark, remark] } } };
    const extrinsic = registry.createType(
      'Extrinsic',
      chain.encode(bytes, chain.signed(ALICE, batch, { tip: 3n })),
    );
    const human = extrinsic.method.toHuman() as { method: string; args: { calls: { method: string }[] } };
    expect(human).toMatchObject({ method: 'batch', section: 'utility' });
    expect(human.args.calls.map(({ method }) => method)).toEqual(['remark', 'remark']);
    expect(extrinsic.tip.toNumber()).toBe(3);
    expect(extrinsic.nonce.toNumber()).toBe(0);
  });
});
