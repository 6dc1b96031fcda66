import type { AccountId, FrameRuntime, OuterCall } from '@yumanet/frame';
import { expect } from 'vitest';
import { Account } from '../src/runtimes/finney-2024-06/pallets/system/storage.js';
import { TestChain, account, type TestBlock } from '../src/testing/index.js';

export const TAO = 1_000_000_000n;
export const SUDO = account(0xa1);

export const subtensor = (type: string, value: Readonly<Record<string, unknown>> = {}): OuterCall => ({
  type: 'SubtensorModule',
  value: { type, value },
});

/** A root call of AdminUtils, sent by the sudo key. */
export const admin = (name: string, value: Readonly<Record<string, unknown>>): OuterCall => ({
  type: 'Sudo',
  value: {
    type: 'sudo',
    value: { call: { type: 'AdminUtils', value: { type: `sudo_set_${name}`, value } } },
  },
});

/** A chain whose accounts (and the sudo key) have plenty. */
export function startChain(
  runtime: FrameRuntime,
  accounts: readonly AccountId[],
  rao = 100_000n * TAO,
): TestChain {
  return new TestChain(runtime, {
    balances: { balances: [SUDO, ...accounts].map((who) => [who, String(rao)]) },
    sudo: { key: SUDO },
  });
}

/** Sends calls in one block and expects all of them to succeed. */
export function succeed(chain: TestChain, ...calls: readonly (readonly [AccountId, OuterCall])[]): TestBlock {
  const nonces = new Map<AccountId, number>();
  const extrinsics = calls.map(([who, call]) => {
    const nonce = nonces.get(who) ?? nonceOf(chain, who);
    nonces.set(who, nonce + 1);
    return chain.signed(who, call, { nonce });
  });
  const block = chain.block(...extrinsics);
  block.results.forEach((result, i) => {
    const call = calls[i]?.[1].value.type;
    expect(result, `${call}: ${JSON.stringify(result)}`).toMatchObject({ ok: true, value: { ok: true } });
  });
  for (const { event } of block.events)
    if (event.value.type === 'Sudid')
      expect(event.value.value, 'sudo').toMatchObject({ sudo_result: { ok: true } });
  return block;
}

const nonceOf = (chain: TestChain, who: AccountId): number => Account.get(chain.ctx, who).nonce;
