import { refusal } from '../errors.js';
import type { SignedExtension } from '../extrinsic/extension.js';
import type { Call, OuterCall } from '../pallet/call.js';
import type { AnyConstant, Constant } from '../pallet/constant.js';
import type { Pallet } from '../pallet/pallet.js';
import { Codecs } from '../scale/compile.js';
import { KeyCache } from '../storage/key-cache.js';
import type { OriginCaller } from '../dispatch/origin.js';
import type { Type } from '../types/type.js';
import { outerEnums, type OuterEnums } from './outer-enums.js';
import type { SystemPort } from './system-port.js';

/** What makes a runtime besides its pallets. */
export interface RuntimeParts {
  /** Path prefix of the outer enums: `node_subtensor_runtime`. */
  readonly path: string;
  readonly pallets: readonly Pallet[];
  readonly system: SystemPort;
  readonly extensions: readonly SignedExtension[];
  readonly originCaller: Type<OriginCaller>;
  /** Calls that no origin but root may make (BaseCallFilter). */
  readonly baseCallFilter: (call: OuterCall) => boolean;
  /** Values of constants that differ from their declaration, by `Pallet.Name`. */
  readonly constants?: Readonly<Record<string, unknown>>;
}

/** A runtime's parts with everything that follows from them, looked up by name. */
export class LinkedRuntime {
  readonly codecs: Codecs;
  readonly keyCache = new KeyCache();
  readonly outer: OuterEnums;
  readonly #pallets = new Map<string, { pallet: Pallet; calls: ReadonlyMap<string, Call> }>();
  readonly #constants = new Map<AnyConstant, unknown>();

  constructor(readonly parts: RuntimeParts) {
    for (const pallet of parts.pallets) this.#link(pallet);
    this.outer = outerEnums(parts);
    this.codecs = new Codecs(this.outer);
    for (const name of Object.keys(parts.constants ?? {}))
      if (!this.#isDeclared(name)) throw refusal('BAD_DECLARATION', 'constant', 'one of the pallets’', name);
  }

  pallet(name: string): Pallet {
    return this.#find(name).pallet;
  }

  call(call: OuterCall): Call {
    const found = this.#find(call.type).calls.get(call.value.type);
    if (found === undefined)
      throw refusal('BAD_DECLARATION', 'call', `a call of ${call.type}`, call.value.type);
    return found;
  }

  constant<T>(constant: Constant<T>): T {
    const known = this.#constants.get(constant);
    return (known === undefined ? constant.value : known) as T;
  }

  #find(name: string): { pallet: Pallet; calls: ReadonlyMap<string, Call> } {
    const found = this.#pallets.get(name);
    if (found === undefined) throw refusal('BAD_DECLARATION', 'pallet', 'one of the runtime', name);
    return found;
  }

  #link(pallet: Pallet): void {
    for (const { pallet: other } of this.#pallets.values())
      if (other.index === pallet.index || other.name === pallet.name)
        throw refusal('BAD_DECLARATION', pallet.name, 'a name and an index of its own', other.name);
    this.#pallets.set(pallet.name, {
      pallet,
      calls: new Map(pallet.calls.map((call) => [call.name, call])),
    });
    for (const constant of pallet.constants) {
      const given = this.parts.constants?.[`${pallet.name}.${constant.name}`];
      if (given !== undefined) this.#constants.set(constant, given);
    }
  }

  #isDeclared(name: string): boolean {
    return this.parts.pallets.some((pallet) =>
      pallet.constants.some((constant) => `${pallet.name}.${constant.name}` === name),
    );
  }
}
