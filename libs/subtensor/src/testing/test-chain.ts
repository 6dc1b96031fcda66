import {
  CallContext,
  DispatchResultType,
  Header,
  InherentDataType,
  MultiAddress,
  MultiSignature,
  RuntimeCall,
  TransactionValidityError,
  UncheckedExtrinsic,
  ValidTransactionType,
  Writer,
  blake2_256,
  bytes,
  result,
  toHex,
  vec,
  type AccountId,
  type EventRecordValue,
  type FrameRuntime,
  type HeaderValue,
  type OuterCall,
  type RuntimeHost,
  type Type,
  type ValueOf,
} from '@yumanet/frame';
import { MemoryStorage } from '@yumanet/frame/testing';
import { Account, Events } from '../runtimes/finney-2024-06/pallets/system/storage.js';
import type { EraValue } from '../runtimes/finney-2024-06/extensions/era.js';

/** An account whose bytes all are `digit`: short to write, easy to see. */
export const account = (digit: number): AccountId => digit.toString(16).padStart(2, '0').repeat(32);

/** What is sent besides the call. */
export interface Sent {
  readonly nonce?: number;
  readonly tip?: bigint;
  readonly era?: EraValue;
}

const ApplyResult = result(DispatchResultType, TransactionValidityError);
const Validity = result(ValidTransactionType, TransactionValidityError);

export interface TestBlock {
  readonly header: HeaderValue;
  readonly hash: string;
  /** One per extrinsic that was given: applied or refused. */
  readonly results: readonly ValueOf<typeof ApplyResult>[];
  readonly events: readonly EventRecordValue[];
}

const ZERO_HASH = '00'.repeat(32);
const TIMESTAMP = toHex(new TextEncoder().encode('timstap0'));

/**
 * A chain in memory for tests and tools, driven through the runtime's exported functions only, as a node drives it.
 * Signatures are not checked unless a host is given; time is given.
 */
export class TestChain {
  readonly storage = new MemoryStorage();
  readonly blocks: TestBlock[] = [];
  number = 0;
  /** Milliseconds of the next block's clock. */
  now = 1_700_000_000_000n;

  constructor(
    readonly runtime: FrameRuntime,
    genesis: unknown,
    readonly host: RuntimeHost = { verifySignature: () => true },
  ) {
    runtime.buildGenesis(genesis, this.storage);
  }

  /** A context to read (or, between blocks, to write) the state with the pallets' storage items. */
  get ctx(): CallContext {
    return new CallContext(this.runtime.linked, this.storage, this.host);
  }

  call(name: string, input: Uint8Array = new Uint8Array()): Uint8Array {
    return this.runtime.call(name, input, this.storage, this.host);
  }

  encode<T>(type: Type<T>, value: T): Uint8Array {
    return this.runtime.linked.codecs.encode(type, value);
  }

  decode<T>(type: Type<T>, encoded: Uint8Array): T {
    return this.runtime.linked.codecs.decode(type, encoded);
  }

  /** A signed extrinsic (without length prefix) with the account's next nonce, and a signature of ones: all zeros read as none. */
  signed(who: AccountId, call: OuterCall, sent: Sent = {}): Uint8Array {
    const writer = new Writer();
    writer.uint(0x84, 1);
    writer.raw(this.encode(MultiAddress, { type: 'Id', value: who }));
    writer.raw(this.encode(MultiSignature, { type: 'Sr25519', value: '01'.repeat(64) }));
    writer.raw(this.#extra(who, sent));
    writer.raw(this.encode(RuntimeCall, call));
    return writer.finish();
  }

  unsigned(call: OuterCall): Uint8Array {
    const writer = new Writer();
    writer.uint(0x04, 1);
    writer.raw(this.encode(RuntimeCall, call));
    return writer.finish();
  }

  /** Makes a block of the timestamp and the given extrinsics. */
  block(...extrinsics: readonly Uint8Array[]): TestBlock {
    this.initialize();
    for (const inherent of this.inherents()) this.apply(inherent);
    const results = extrinsics.map((extrinsic) => this.apply(extrinsic));
    const header = this.decode(Header, this.call('BlockBuilder_finalize_block'));
    const hash = toHex(blake2_256(this.encode(Header, header)));
    const block = { header, hash, results, events: Events.get(this.ctx) };
    this.blocks.push(block);
    return block;
  }

  /** Sends one call in a block of its own. */
  send(who: AccountId, call: OuterCall, sent: Sent = {}): TestBlock {
    return this.block(this.signed(who, call, sent));
  }

  initialize(logs: HeaderValue['digest']['logs'] = []): void {
    this.number++;
    this.now += 12_000n;
    const parent_hash = this.blocks.at(-1)?.hash ?? ZERO_HASH;
    const header = {
      parent_hash,
      number: this.number,
      state_root: ZERO_HASH,
      extrinsics_root: ZERO_HASH,
      digest: { logs },
    };
    this.call('Core_initialize_block', this.encode(Header, header));
  }

  inherents(): readonly Uint8Array[] {
    const clock = new Writer(8);
    clock.u64(this.now);
    const data = this.encode(InherentDataType, { data: [[TIMESTAMP, clock.finish()]] });
    const encoded = this.call('BlockBuilder_inherent_extrinsics', data);
    return this.decode(vec(UncheckedExtrinsic), encoded);
  }

  apply(extrinsic: Uint8Array): ValueOf<typeof ApplyResult> {
    const applied = this.call('BlockBuilder_apply_extrinsic', this.encode(bytes, extrinsic));
    return this.decode(ApplyResult, applied);
  }

  /** What the pool would hear. */
  validate(extrinsic: Uint8Array): ValueOf<typeof Validity> {
    const input = new Writer();
    input.uint(2, 1);
    input.raw(this.encode(bytes, extrinsic));
    input.hex(this.blocks.at(-1)?.hash ?? ZERO_HASH, 32);
    return this.decode(Validity, this.call('TaggedTransactionQueue_validate_transaction', input.finish()));
  }

  free(who: AccountId): bigint {
    return Account.get(this.ctx, who).data.free;
  }

  reserved(who: AccountId): bigint {
    return Account.get(this.ctx, who).data.reserved;
  }

  #extra(who: AccountId, { nonce, tip = 0n, era = { type: 'Immortal' } }: Sent): Uint8Array {
    const values: Readonly<Record<string, unknown>> = {
      CheckMortality: era,
      CheckNonce: nonce ?? Account.get(this.ctx, who).nonce,
      ChargeTransactionPayment: tip,
    };
    const writer = new Writer();
    for (const { id, extra } of this.runtime.linked.parts.extensions)
      writer.raw(this.encode(extra, values[id]));
    return writer.finish();
  }
}

/** A call by its wire names: `call('Balances', 'transfer_all', { … })`. */
export const call = (pallet: string, name: string, args: object = {}): OuterCall => ({
  type: pallet,
  value: { type: name, value: args },
});

/** An account as the MultiAddress that calls take. */
export const address = (who: AccountId): ValueOf<typeof MultiAddress> => ({ type: 'Id', value: who });

/** Names of a block's events: `Balances.Transfer`. */
export const eventNames = (block: TestBlock): string[] =>
  block.events.map(({ event }) => `${event.type}.${event.value.type}`);

/**
 * How a block's first extrinsic ended: `ok`, `Pallet.Error` of a module error, `Token.Frozen`, `BadOrigin`, or
 * `refused: Stale` when it did not enter the block.
 */
export function failureName(runtime: FrameRuntime, { results: [first] }: TestBlock): string {
  if (first === undefined) return 'nothing sent';
  if (!first.ok) {
    const { type, value } = first.value.value as { readonly type: string; readonly value?: number };
    return `refused: ${type}${value === undefined ? '' : ` ${value}`}`;
  }
  if (first.value.ok) return 'ok';
  const error = first.value.value;
  if (error.type === 'Module') return moduleErrorName(runtime, error.value.index, error.value.error);
  return error.value === undefined ? error.type : `${error.type}.${error.value.type}`;
}

function moduleErrorName(runtime: FrameRuntime, index: number, error: string): string {
  const pallet = runtime.linked.parts.pallets.find((each) => each.index === index);
  const def = pallet?.errors?.def;
  const variant =
    def?.kind === 'variant' &&
    def.variants.find((each) => each.index === Number.parseInt(error.slice(0, 2), 16));
  return variant ? `${pallet?.name}.${variant.name}` : `${index}.${error}`;
}
