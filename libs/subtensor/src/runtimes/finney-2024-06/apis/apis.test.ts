import { beforeEach, describe, expect, it } from 'vitest';
import {
  AccountId32,
  Block,
  Header,
  RuntimeCall,
  RuntimeVersion,
  UncheckedExtrinsic,
  Weight,
  Writer,
  bytes,
  fixedBytes,
  option,
  tuple,
  u32,
  u64,
  vec,
  type AnyType,
  type Type,
} from '@yumanet/frame';
import { MemoryStorage } from '@yumanet/frame/testing';
import { TestChain, account, address, call } from '../../../testing/index.js';
import { FeeDetails, RuntimeDispatchInfo } from '../pallets/transaction-payment/types.js';
import { finney202406 } from '../runtime.js';

const ALICE = account(1);
const genesis = {
  balances: { balances: [[ALICE, 10n ** 10n]] },
  aura: { authorities: [account(5)] },
  grandpa: { authorities: [[account(6), 1]] },
};
const pay = call('Balances', 'transfer_keep_alive', { dest: address(account(2)), value: 10n ** 9n });

describe('runtime APIs', () => {
  let chain: TestChain;
  beforeEach(() => {
    chain = new TestChain(finney202406, genesis);
  });

  const ask = <T>(name: string, output: Type<T>, ...inputs: [AnyType, unknown][]): T => {
    const writer = new Writer();
    for (const [type, value] of inputs) writer.raw(chain.encode(type, value));
    return chain.decode(output, chain.call(name, writer.finish()));
  };

  it('exports those of spec 185', () => {
    const names = new Set([...finney202406.exports].map((name) => name.split('_')[0]));
    expect([...names]).toEqual([
      'Core',
      'Metadata',
      'BlockBuilder',
      'GenesisBuilder',
      'TaggedTransactionQueue',
      'OffchainWorkerApi',
      'AuraApi',
      'SessionKeys',
      'GrandpaApi',
      'AccountNonceApi',
      'TransactionPaymentApi',
      'TransactionPaymentCallApi',
      'DelegateInfoRuntimeApi',
      'NeuronInfoRuntimeApi',
      'SubnetInfoRuntimeApi',
      'StakeInfoRuntimeApi',
      'SubnetRegistrationRuntimeApi',
    ]);
  });

  it('Core: version, with the identifiers that Finney publishes', () => {
    const version = ask('Core_version', RuntimeVersion);
    expect(version).toMatchObject({ spec_name: 'node-subtensor', spec_version: 185, state_version: 1 });
    expect(version.apis).toEqual([
      ['df6acb689907609b', 5],
      ['37e397fc7c91f5e4', 2],
      ['40fe3ad401f8959a', 6],
      ['fbc577b9d747efd6', 1],
      ['d2bc9897eed08f15', 3],
      ['f78b278be53f454c', 2],
      ['dd718d5cc53262d4', 1],
      ['ab3c0572291feb8b', 1],
      ['ed99c5acb25eedf5', 3],
      ['bc9d89904f5b923f', 1],
      ['37c8bb1350a9a2a8', 4],
      ['f3ff14d5ab527059', 3],
      ['42e62be4a39e5b60', 1],
      ['806df4ccaa9ed485', 1],
      ['8375104b299b74c5', 1],
      ['5d1fbfbe852f2807', 1],
      ['c6886e2f8e598b0a', 1],
    ]);
  });

  it('Core: a block executed anew gives the same header, and no other', () => {
    const parent = chain.block();
    const before = new TestChain(finney202406, genesis);
    before.block();
    chain.initialize();
    const extrinsics = [...chain.inherents(), chain.signed(ALICE, pay)];
    for (const extrinsic of extrinsics) chain.apply(extrinsic);
    const header = chain.decode(Header, chain.call('BlockBuilder_finalize_block'));
    expect(header.parent_hash).toBe(parent.hash);
    const block = { header, extrinsics };
    expect(before.call('Core_execute_block', chain.encode(Block, block))).toEqual(new Uint8Array());
    expect(before.storage.root()).toEqual(chain.storage.root());
    const forged = { ...block, header: { ...header, state_root: account(3) } };
    const other = new TestChain(finney202406, genesis);
    other.block();
    expect(() => other.call('Core_execute_block', chain.encode(Block, forged))).toThrow(/header of block 2/);
    const swapped = { header, extrinsics: extrinsics.toReversed() };
    const third = new TestChain(finney202406, genesis);
    third.block();
    expect(() => third.call('Core_execute_block', chain.encode(Block, swapped))).toThrow(/inherent position/);
  });

  it('AccountNonceApi', () => {
    chain.send(ALICE, pay);
    expect(ask('AccountNonceApi_account_nonce', u32, [AccountId32, ALICE])).toBe(1);
    expect(ask('AccountNonceApi_account_nonce', u32, [AccountId32, account(9)])).toBe(0);
  });

  it('TransactionPaymentApi: what an extrinsic and a call cost', () => {
    const uxt = chain.signed(ALICE, pay);
    const info = ask(
      'TransactionPaymentApi_query_info',
      RuntimeDispatchInfo,
      [UncheckedExtrinsic, uxt],
      [u32, 143],
    );
    expect(info).toEqual({
      weight: { ref_time: 161_900_000n, proof_size: 3593n },
      class: { type: 'Normal' },
      partial_fee: 124_414n + 161_900n + 143n,
    });
    expect(
      ask('TransactionPaymentApi_query_fee_details', FeeDetails, [UncheckedExtrinsic, uxt], [u32, 143]),
    ).toEqual({
      inclusion_fee: { base_fee: 124_414n, len_fee: 143n, adjusted_weight_fee: 161_900n },
      tip: 0n,
    });
    const unsigned = chain.unsigned(pay);
    expect(
      ask('TransactionPaymentApi_query_info', RuntimeDispatchInfo, [UncheckedExtrinsic, unsigned], [u32, 9]),
    ).toMatchObject({ partial_fee: 0n });
    expect(
      ask('TransactionPaymentCallApi_query_call_info', RuntimeDispatchInfo, [RuntimeCall, pay], [u32, 143]),
    ).toEqual(info);
    const free = call('Grandpa', 'note_stalled', { delay: 1, best_finalized_block_number: 1 });
    expect(
      ask('TransactionPaymentCallApi_query_call_fee_details', FeeDetails, [RuntimeCall, free], [u32, 1]),
    ).toMatchObject({ tip: 0n });
    const weight = { ref_time: 1_500n, proof_size: 0n };
    expect(ask('TransactionPaymentApi_query_weight_to_fee', u64, [Weight, weight])).toBe(1n);
    expect(
      ask('TransactionPaymentApi_query_weight_to_fee', u64, [Weight, { ...weight, ref_time: 1_501n }]),
    ).toBe(2n);
    expect(ask('TransactionPaymentCallApi_query_length_to_fee', u64, [u32, 7])).toBe(7n);
  });

  it('AuraApi and GrandpaApi: authorities of the genesis', () => {
    expect(ask('AuraApi_slot_duration', u64)).toBe(12_000n);
    expect(ask('AuraApi_authorities', vec(fixedBytes(32)))).toEqual([account(5)]);
    expect(ask('GrandpaApi_grandpa_authorities', vec(tuple(fixedBytes(32), u64)))).toEqual([
      [account(6), 1n],
    ]);
    expect(ask('GrandpaApi_current_set_id', u64)).toBe(0n);
    const proof = ask(
      'GrandpaApi_generate_key_ownership_proof',
      option(bytes),
      [u64, 0n],
      [fixedBytes(32), account(6)],
    );
    expect(proof).toBeUndefined();
  });

  it('SessionKeys: two keys in one', () => {
    const Keys = option(vec(tuple(bytes, fixedBytes(4))));
    const joined = new Uint8Array(64).fill(7, 0, 32).fill(8, 32);
    expect(ask('SessionKeys_decode_session_keys', Keys, [bytes, joined])).toEqual([
      [new Uint8Array(32).fill(7), '61757261'],
      [new Uint8Array(32).fill(8), '6772616e'],
    ]);
    expect(ask('SessionKeys_decode_session_keys', Keys, [bytes, joined.slice(1)])).toBeUndefined();
    expect(() => ask('SessionKeys_generate_session_keys', bytes, [option(bytes), undefined])).toThrow(
      /keystore/,
    );
  });

  it('OffchainWorkerApi: nothing to do', () => {
    const { header } = chain.block();
    expect(chain.call('OffchainWorkerApi_offchain_worker', chain.encode(Header, header))).toEqual(
      new Uint8Array(),
    );
  });

  it('GenesisBuilder: its default configuration builds', () => {
    const json = ask('GenesisBuilder_create_default_config', bytes);
    expect(JSON.parse(new TextDecoder().decode(json))).toEqual({
      system: {},
      aura: { authorities: [] },
      grandpa: { authorities: [] },
      balances: { balances: [] },
      transactionPayment: { multiplier: '1000000000000000000' },
      triumvirate: { phantom: null, members: [] },
      triumvirateMembers: { members: [] },
      senateMembers: { members: [] },
      sudo: { key: null },
    });
    const storage = new MemoryStorage();
    const built = finney202406.call(
      'GenesisBuilder_build_config',
      chain.encode(bytes, json),
      storage,
      chain.host,
    );
    expect(built).toEqual(Uint8Array.of(0));
    const direct = new TestChain(finney202406, {});
    expect(storage.root()).toEqual(direct.storage.root());
  });
});
