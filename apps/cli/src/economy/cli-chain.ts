import type { ApiPromise } from '@polkadot/api';
import type { Option, Raw } from '@polkadot/types';
import { u8aToHex } from '@yumanet/polkadot/util';
import type { FetchStorage } from '@yumanet/subtensor';
import { CliError } from '../cli-error.js';
import type { Output } from '../output.js';
import type { Value } from '../storage.js';

/** SubtensorModule's state after one block. */
export interface StateAt {
  readonly block: number;
  /** An item; `item` is its name as @polkadot/api spells it. */
  get(item: string, ...keys: unknown[]): Promise<Value>;
  /** Its entries under the first keys: all keys as text, and the value. */
  entries(item: string, ...keys: unknown[]): Promise<(readonly [keys: readonly string[], value: Value])[]>;
}

/** A chain as a command uses it: reads at one block, transactions, results. */
export class CliChain {
  constructor(
    readonly api: ApiPromise,
    readonly output: Output,
  ) {}

  /** @throws CliError BAD_INPUT. */
  async address(account: string): Promise<string> {
    const { addressOf } = await import('../account.js');
    return addressOf(account);
  }

  /** The newest state: everything a command shows is of one block. */
  readonly state = async (): Promise<StateAt> => {
    const header = await this.api.rpc.chain.getHeader();
    const at = await this.api.at(header.hash);
    const query = at.query['subtensorModule']!;
    return {
      block: header.number.toNumber(),
      get: async (item, ...keys) => (await query[item]!(...keys)) as never,
      entries: async (item, ...keys) =>
        (await query[item]!.entries(...keys)).map(([key, value]) => [
          key.args.map(String),
          value as never as Value,
        ]),
    };
  };

  /** The newest state by raw keys, and its block. */
  async rawState(): Promise<{ readonly number: number; readonly fetch: FetchStorage }> {
    const header = await this.api.rpc.chain.getHeader();
    const fetch: FetchStorage = async (keys) => {
      const found = await this.api.rpc.state.queryStorageAt<Option<Raw>[]>(
        keys.map((key) => u8aToHex(key)),
        header.hash,
      );
      return found.map((value) => (value.isSome ? value.unwrap().toU8a(true) : undefined));
    };
    return { number: header.number.toNumber(), fetch };
  }

  /** As `state`, for a subnet that exists. @throws CliError BAD_INPUT. */
  async stateOf(netuid: number): Promise<StateAt> {
    const state = await this.state();
    if ((await state.get('networksAdded', netuid)).isTrue) return state;
    throw new CliError('BAD_INPUT', `netuid: expected a subnet that exists, got ${netuid}`);
  }

  /**
   * Signs a call of SubtensorModule, waits until it is in a block, and says so.
   *
   * @throws CliError BAD_INPUT for a secret that is none, REFUSED, FAILED, TIMEOUT.
   */
  async send(
    secret: string,
    [name, ...args]: readonly [name: string, ...args: unknown[]],
    said: { readonly data: Readonly<Record<string, unknown>>; readonly text: string },
  ): Promise<void> {
    const { submitAll } = await import('../submit.js');
    await submitAll(this.api, [[secret, this.api.tx['subtensorModule']![name]!(...args)]]);
    this.output.row({ call: name, ...said.data, status: 'InBlock' }, said.text);
  }
}
