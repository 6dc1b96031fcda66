import {
  CallContext,
  RuntimeCallError,
  Writer,
  decode,
  encode,
  Header,
  result,
  DispatchResultType,
  TransactionValidityError,
  type AccountId,
  type DispatchErrorValue,
  type FrameRuntime,
  type LinkedRuntime,
  type OuterCall,
  type RuntimeHost,
} from '@yumanet/frame';
import { Account, BlockHash, Events } from '../runtimes/finney-2024-06/pallets/system/storage.js';
import { ReplayState } from './state.js';

const ZERO_HASH = '00'.repeat(32);
const MILLISECONDS_PER_BLOCK = 12_000;

/** As the vectors were made: every signature is accepted. */
const MOCK_HOST: RuntimeHost = { verifySignature: () => true };

const ApplyResult = result(DispatchResultType, TransactionValidityError);

/** A chain in memory, driven only through the runtime's exported functions. */
export class ReplayChain {
  readonly state = new ReplayState();
  readonly #linked: LinkedRuntime;
  readonly #runtime: FrameRuntime;

  /** Starts with an empty state, or with the genesis that a configuration describes. */
  constructor(runtime: FrameRuntime, genesis?: unknown) {
    this.#linked = runtime.linked;
    this.#runtime = runtime;
    if (genesis !== undefined) runtime.buildGenesis(genesis, this.state);
    BlockHash.put(this.context(), 0, ZERO_HASH);
  }

  /** Direct access to the state: for what a vector fabricates, and for what is compared. */
  context(): CallContext {
    return new CallContext(this.#linked, this.state, MOCK_HOST);
  }

  /** Starts block `number`: the block step runs. Numbers may jump, as headers do in the vectors. */
  initialize(number: number, parentHash = ZERO_HASH): void {
    const header = {
      parent_hash: parentHash,
      number,
      state_root: ZERO_HASH,
      extrinsics_root: ZERO_HASH,
      digest: { logs: [] },
    };
    this.#call('Core_initialize_block', encode(this.#linked.codecs.of(Header), header));
    this.#applyBody(this.#unsigned(timestamp(number)));
  }

  /** Applies a signed extrinsic with the right nonce; `ok`, `pallet.Error`, or why it may not be in a block. */
  apply(who: AccountId, call: OuterCall): string {
    const answer = this.#applyBody(this.#signed(who, call));
    if (!answer.ok) return `${answer.value.type}.${answer.value.value.type}`;
    return answer.value.ok ? 'ok' : this.#errorName(answer.value.value);
  }

  finalize(): void {
    this.#call('BlockBuilder_finalize_block', new Uint8Array());
  }

  /** A whole block with the given extrinsics; their results. */
  block(number: number, extrinsics: readonly (readonly [AccountId, OuterCall])[] = []): string[] {
    this.initialize(number);
    const results = extrinsics.map(([who, call]) => this.apply(who, call));
    this.finalize();
    return results;
  }

  /** Events of the block that is under way or was the last, from the given one on, without System's. */
  events(from = 0): { pallet: string; name: string; value: unknown; extrinsic: number | undefined }[] {
    return Events.get(this.context())
      .slice(from)
      .filter(({ event }) => event.type !== 'System')
      .map(({ event, phase }) => ({
        pallet: event.type,
        name: event.value.type,
        value: event.value.value,
        extrinsic: phase.type === 'ApplyExtrinsic' ? phase.value : undefined,
      }));
  }

  /** Runs `body` on a copy of the chain: nothing of it stays. */
  probe<T>(body: () => T): T {
    this.state.begin();
    try {
      return body();
    } finally {
      this.state.rollback();
    }
  }

  #call(method: string, input: Uint8Array): Uint8Array {
    return this.#runtime.call(method, input, this.state, MOCK_HOST);
  }

  #applyBody(body: Uint8Array) {
    const input = new Writer(body.length + 4);
    input.compact(body.length);
    input.raw(body);
    const answer = this.#call('BlockBuilder_apply_extrinsic', input.finish());
    return decode(this.#linked.codecs.of(ApplyResult), answer);
  }

  #unsigned(call: OuterCall): Uint8Array {
    const writer = new Writer();
    writer.uint(4, 1);
    writer.raw(this.context().encodeCall(call));
    return writer.finish();
  }

  #signed(who: AccountId, call: OuterCall): Uint8Array {
    const ctx = this.context();
    const writer = new Writer();
    writer.uint(0x84, 1);
    writer.uint(0, 1); // MultiAddress::Id
    writer.hex(who, 32);
    writer.uint(1, 1); // MultiSignature::Sr25519
    writer.raw(new Uint8Array(64));
    writer.uint(0, 1); // immortal
    writer.compact(Account.get(ctx, who).nonce);
    writer.compact(0); // tip
    writer.raw(ctx.encodeCall(call));
    return writer.finish();
  }

  #errorName(error: DispatchErrorValue): string {
    if (error.type !== 'Module') return `${error.type}`;
    const { index, error: code } = error.value;
    const pallet = this.#linked.parts.pallets.find((each) => each.index === index);
    const errors = pallet?.errors?.def;
    const variant =
      errors?.kind === 'variant'
        ? errors.variants.find((each) => each.index === Number.parseInt(code.slice(0, 2), 16))
        : undefined;
    const name = pallet?.name ?? `pallet ${index}`;
    return `${name.charAt(0).toLowerCase()}${name.slice(1)}.${variant?.name ?? code}`;
  }
}

/** Whether the runtime refused to go on: what upstream's would have panicked at. */
export const isPanic = (error: unknown): boolean =>
  error instanceof RuntimeCallError && error.code === 'PANIC';

const timestamp = (number: number): OuterCall => ({
  type: 'Timestamp',
  value: { type: 'set', value: { now: BigInt(number) * BigInt(MILLISECONDS_PER_BLOCK) } },
});
