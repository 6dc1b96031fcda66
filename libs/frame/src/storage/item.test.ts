import { beforeEach, describe, expect, it } from 'vitest';
import { CallContext } from '../executive/call-context.js';
import { memoryStorage } from '../testing/memory-storage.js';
import { Count, Limit, Names, Owner, Scores, toyRuntime } from '../testing/toy-runtime.fixture.js';
import { AccountId32 } from '../types/common.js';
import { struct, u32 } from '../types/build.js';
import { blake2_128Concat, storageOf, twox64Concat } from './declare.js';

const ALICE = 'd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d';
const BOB = '8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48';
const host = { verifySignature: () => false };

describe('StorageItem', () => {
  let ctx: CallContext;

  beforeEach(() => {
    ctx = new CallContext(toyRuntime().linked, memoryStorage(), host);
  });

  it('lies where Substrate puts it', () => {
    const { value, map } = storageOf('System');
    const item = map('Account', [blake2_128Concat(AccountId32)], struct('x', { nonce: u32 }));
    // The well-known keys of System.Account(//Alice) and System.Number, and of block hash 0.
    expect(item.key(ctx, ALICE)).toBe(
      '26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9' +
        `de1e86a9a8c739864cf3cc5ec2bea59f${ALICE}`,
    );
    expect(value('Number', u32).key(ctx)).toBe(
      '26aa394eea5630e07c48ae0c9558cef702a5c1b19ab7a04f536c519aca4983ac',
    );
    expect(map('BlockHash', [twox64Concat(u32)], u32).key(ctx, 0)).toBe(
      '26aa394eea5630e07c48ae0c9558cef7a44704b568d21667356a5a050c118746b4def25cfda6ef3a00000000',
    );
  });

  it('answers its default, nothing, or a constant', () => {
    expect(Count.get(ctx)).toBe(0n);
    expect(Owner.get(ctx)).toBeUndefined();
    expect(Limit.get(ctx)).toBe(1n);
    expect(Count.tryGet(ctx)).toBeUndefined();
    expect(Count.exists(ctx)).toBe(false);
    const other = new CallContext(toyRuntime({ step: 5n }).linked, memoryStorage(), host);
    expect(Limit.get(other)).toBe(5n);
  });

  it('writes, changes, takes and deletes', () => {
    Scores.put(ctx, 1, ALICE, 10n);
    Scores.mutate(ctx, 1, ALICE, (score) => score + 1n);
    expect(Scores.get(ctx, 1, ALICE)).toBe(11n);
    expect(Scores.take(ctx, 1, ALICE)).toBe(11n);
    expect(Scores.exists(ctx, 1, ALICE)).toBe(false);
    Scores.put(ctx, 1, ALICE, 10n);
    Scores.mutate(ctx, 1, ALICE, () => undefined);
    expect(Scores.exists(ctx, 1, ALICE)).toBe(false);
  });

  it('lists entries with their keys, all or under the first key', () => {
    Scores.put(ctx, 1, ALICE, 1n);
    Scores.put(ctx, 1, BOB, 2n);
    Scores.put(ctx, 2, BOB, 3n);
    Names.put(ctx, 'τ', 4);
    expect([...Scores.entries(ctx)].map(([[netuid]]) => netuid)).toEqual([1, 1, 2]);
    expect(new Map([...Scores.entries(ctx, 1)].map(([[, who], score]) => [who, score]))).toEqual(
      new Map([
        [ALICE, 1n],
        [BOB, 2n],
      ]),
    );
    expect([...Names.entries(ctx)]).toEqual([[['τ'], 4]]);
  });

  it('may change while it is listed', () => {
    Scores.put(ctx, 1, ALICE, 1n);
    Scores.put(ctx, 1, BOB, 2n);
    let seen = 0;
    for (const [keys] of Scores.entries(ctx)) {
      seen++;
      Scores.clear(ctx);
      Scores.put(ctx, 9, keys[1], 9n);
    }
    expect(seen).toBe(1);
  });

  it('clears what lies under a key', () => {
    Scores.put(ctx, 1, ALICE, 1n);
    Scores.put(ctx, 2, ALICE, 1n);
    expect(Scores.clear(ctx, 1)).toBe(1);
    expect(Scores.get(ctx, 2, ALICE)).toBe(1n);
  });

  it('refuses keys of another length', () => {
    expect(() => Scores.get(ctx, 1, 'abcd')).toThrow('key of Scores: expected 32 bytes as hex, got abcd');
  });

  it('does not guess at a stored value that is not its type', () => {
    ctx.storage.put(Count.key(ctx), Uint8Array.of(1));
    expect(() => Count.get(ctx)).toThrow(/expected 8 more bytes/);
  });
});
