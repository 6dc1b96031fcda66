/** Any call of a runtime with boundary arguments, made from the declared types alone. */
import type { AccountId, AnyType, Call, Codecs, LinkedRuntime, OuterCall } from '@yumanet/frame';
import fc from 'fast-check';

/** Which calls may be made, also inside others. */
export type Allowed = (pallet: string, call: string) => boolean;

const INTEGERS: Readonly<Record<string, bigint>> = { u8: 8n, u16: 16n, u32: 32n, u64: 64n, u128: 128n };
/** Calls inside calls. */
const MAX_DEPTH = 2;

export class CallArbitraries {
  readonly #codecs: Codecs;

  constructor(
    private readonly linked: LinkedRuntime,
    private readonly accounts: readonly AccountId[],
    private readonly allowed: Allowed,
  ) {
    this.#codecs = linked.codecs;
  }

  /** Every allowed call is as likely as any other. */
  call(depth = MAX_DEPTH): fc.Arbitrary<OuterCall> {
    const each = this.linked.parts.pallets.flatMap(({ name, calls }) =>
      calls
        .filter((call) => this.allowed(name, call.name) && Object.values(call.args).every(this.#hasValues))
        .map((call) => this.#call(name, call, depth)),
    );
    return fc.oneof(...each);
  }

  #call(pallet: string, { name, args }: Call, depth: number): fc.Arbitrary<OuterCall> {
    const fields = Object.entries(args).map(([key, type]) => [key, this.#field(key, type, depth)] as const);
    return fc
      .record(Object.fromEntries(fields))
      .map((value) => ({ type: pallet, value: { type: name, value } }));
  }

  /** Proofs of work of another length than 32 bytes stop the block, as upstream: a test of its own has them. */
  #field(name: string, type: AnyType, depth: number): fc.Arbitrary<unknown> {
    if (name === 'work') return fc.constantFrom(new Uint8Array(32), new Uint8Array(32).fill(255));
    return this.#of(type, depth);
  }

  #of(type: AnyType, depth: number): fc.Arbitrary<unknown> {
    if (type.def.kind === 'outer' && type.def.name === 'RuntimeCall')
      return depth === 0 ? fc.constant(REMARK) : fc.oneof(fc.constant(REMARK), this.call(depth - 1));
    const def = this.#codecs.resolve(type);
    const inner = (each: AnyType) => this.#of(each, depth);
    switch (def.kind) {
      case 'primitive':
        return primitive(def.name);
      case 'compact':
        return inner(def.inner);
      case 'sequence': {
        if (isU8(def.inner)) return fc.uint8Array({ maxLength: 40 });
        return fc.array(inner(def.inner), { maxLength: Math.min(def.limit ?? 4, 4) });
      }
      case 'array':
        return this.#array(def.inner, def.length);
      case 'tuple':
        return def.items.length === 0 ? fc.constant(undefined) : fc.tuple(...def.items.map(inner));
      case 'composite':
        return this.#fields(def.fields, depth);
      case 'variant':
        return fc
          .constantFrom(
            ...def.variants.filter(({ fields }) => fields.every(({ type }) => this.#hasValues(type))),
          )
          .chain(({ name, fields }) => this.#fields(fields, depth).map((value) => ({ type: name, value })));
      case 'option':
        return fc.option(inner(def.inner), { nil: undefined });
      case 'result':
        return fc.oneof(
          inner(def.ok).map((value) => ({ ok: true, value })),
          inner(def.error).map((value) => ({ ok: false, value })),
        );
    }
  }

  /** An enum without variants has none: nobody can make a call that carries one. */
  readonly #hasValues = (type: AnyType): boolean => {
    const def = this.#codecs.resolve(type);
    return def.kind !== 'variant' || def.variants.length > 0;
  };

  /** 32 bytes are an account most of the time. */
  #array(inner: AnyType, length: number): fc.Arbitrary<unknown> {
    if (!isU8(inner))
      return fc.tuple(...new Array<AnyType>(length).fill(inner).map((each) => this.#of(each, 0)));
    const fixed = fc.constantFrom('00'.repeat(length), 'ff'.repeat(length));
    return length === 32
      ? fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...this.accounts) }, fixed)
      : fixed;
  }

  #fields(
    fields: readonly { name: string | undefined; type: AnyType }[],
    depth: number,
  ): fc.Arbitrary<unknown> {
    const [first] = fields;
    if (first === undefined) return fc.constant(undefined);
    if (first.name === undefined) {
      const values = fields.map(({ type }) => this.#of(type, depth));
      return values.length === 1 ? values[0]! : fc.tuple(...values);
    }
    return fc.record(
      Object.fromEntries(fields.map(({ name, type }) => [name ?? '', this.#field(name ?? '', type, depth)])),
    );
  }
}

const REMARK: OuterCall = {
  type: 'System',
  value: { type: 'remark', value: { remark: Uint8Array.of(1) } },
};

const isU8 = ({ def }: AnyType): boolean => def.kind === 'primitive' && def.name === 'u8';

/** Both ends, what is beside them, and small numbers, which are netuids, uids and blocks. */
function primitive(name: string): fc.Arbitrary<unknown> {
  const bits = INTEGERS[name];
  if (name === 'bool') return fc.boolean();
  if (bits === undefined) return fc.constant('');
  const max = (1n << bits) - 1n;
  const values = [0n, 1n, 2n, 3n, 4n, 6n, 500n, max >> 1n, max - 1n, max].filter((value) => value <= max);
  return fc.constantFrom(...values).map((value) => (bits > 32n ? value : Number(value)));
}
