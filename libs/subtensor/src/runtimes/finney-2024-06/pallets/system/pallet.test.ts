import { beforeEach, describe, expect, it } from 'vitest';
import { CODE_KEY, blake2_256, toHex, twox128Name } from '@yumanet/frame';
import { TestChain, account, call, eventNames, failureName } from '../../../../testing/index.js';
import { finney202406 } from '../../runtime.js';
import { AuthorizedUpgrade, BlockHash, Events, ExecutionPhase, ExtrinsicCount, Number_ } from './storage.js';

const ALICE = account(1);
const genesis = { balances: { balances: [[ALICE, 10n ** 10n]] }, sudo: { key: ALICE } };

describe('System', () => {
  let chain: TestChain;
  beforeEach(() => {
    chain = new TestChain(finney202406, genesis);
  });

  const send = (name: string, args: object): string =>
    failureName(finney202406, chain.send(ALICE, call('System', name, args)));
  const sudo = (name: string, args: object): unknown =>
    chain
      .send(ALICE, call('Sudo', 'sudo', { call: call('System', name, args) }))
      .events.find(({ event }) => event.type === 'Sudo')?.event.value.value;
  const OK = { sudo_result: { ok: true, value: undefined } };

  it('chains blocks: number, parent, hashes, digest, extrinsics root', () => {
    const [first, second] = [chain.block(), chain.block()];
    expect(second.header).toMatchObject({ number: 2, parent_hash: first.hash, digest: { logs: [] } });
    expect(BlockHash.get(chain.ctx, 1)).toBe(first.hash);
    expect(second.header.extrinsics_root).not.toBe(first.header.extrinsics_root);
    expect(second.header.state_root).toBe(toHex(chain.storage.root()));
    expect(Number_.get(chain.ctx)).toBe(2);
  });

  it('leaves no environment of the block behind, and the last block’s events only', () => {
    chain.send(ALICE, call('System', 'remark_with_event', { remark: Uint8Array.of(1) }));
    expect(Events.get(chain.ctx).map(({ phase }) => phase)).toEqual([
      { type: 'ApplyExtrinsic', value: 0 },
      { type: 'ApplyExtrinsic', value: 1 },
      { type: 'ApplyExtrinsic', value: 1 },
      { type: 'ApplyExtrinsic', value: 1 },
      { type: 'ApplyExtrinsic', value: 1 },
    ]);
    chain.block();
    expect(Events.get(chain.ctx)).toHaveLength(1);
    expect(ExecutionPhase.exists(chain.ctx)).toBe(false);
    expect(ExtrinsicCount.exists(chain.ctx)).toBe(false);
    // `:name` keys; two pallets' hashed names begin with the same byte.
    const wellKnown = [...chain.storage.keys('3a')].filter((key) => key.length < 64 && key !== CODE_KEY);
    expect(wellKnown).toEqual([]);
  });

  it('forgets block hashes beyond the window, never the genesis hash', () => {
    for (let i = 0; i < 3; i++) chain.block();
    chain.number = 2401;
    chain.block();
    expect([0, 1, 2].map((number) => BlockHash.exists(chain.ctx, number))).toEqual([true, false, true]);
    chain.block();
    expect([0, 1, 2].map((number) => BlockHash.exists(chain.ctx, number))).toEqual([true, false, false]);
  });

  it('remarks, with and without an event', () => {
    expect(send('remark', { remark: new Uint8Array(10) })).toBe('ok');
    const block = chain.send(ALICE, call('System', 'remark_with_event', { remark: Uint8Array.of(1) }));
    const remarked = block.events.find(({ event }) => event.value.type === 'Remarked');
    expect(remarked?.event.value.value).toEqual({ sender: ALICE, hash: toHex(blake2_256(Uint8Array.of(1))) });
  });

  it('writes and deletes raw storage for root', () => {
    const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
    expect(send('set_storage', { items: [[bytes(1), bytes(2)]] })).toBe('BadOrigin');
    const items = [1, 2, 3].map((i) => [bytes(255, i), bytes(i)]);
    expect(sudo('set_storage', { items })).toEqual(OK);
    sudo('kill_storage', { keys: [bytes(255, 1)] });
    expect([...chain.storage.keys('ff')]).toEqual(['ff02', 'ff03']);
    sudo('kill_prefix', { prefix: bytes(255), subkeys: 1 });
    expect([...chain.storage.keys('ff')]).toEqual(['ff03']);
  });

  it('notes heap pages, and says so in the digest', () => {
    const setHeapPages = call('System', 'set_heap_pages', { pages: 5n });
    const block = chain.send(ALICE, call('Sudo', 'sudo', { call: setHeapPages }));
    expect(block.header.digest.logs).toEqual([{ type: 'RuntimeEnvironmentUpdated', value: undefined }]);
  });

  it('refuses code: the runtime is this program', () => {
    const code = Uint8Array.of(0, 97, 115, 109);
    const failed = {
      sudo_result: { ok: false, value: { type: 'Module', value: { index: 0, error: '02000000' } } },
    };
    expect(sudo('set_code', { code })).toEqual(failed);
    expect(sudo('set_code_without_checks', { code })).toEqual(failed);
    expect(send('apply_authorized_upgrade', { code })).toBe('System.NothingAuthorized');
    expect(sudo('authorize_upgrade', { code_hash: account(7) })).toEqual(OK);
    expect(send('apply_authorized_upgrade', { code })).toBe('System.Unauthorized');
    sudo('authorize_upgrade_without_checks', { code_hash: toHex(blake2_256(code)) });
    expect(AuthorizedUpgrade.get(chain.ctx)).toMatchObject({ check_version: false });
    expect(send('apply_authorized_upgrade', { code })).toBe('System.FailedToExtractRuntimeVersion');
  });

  it('keeps events of a refused block out, and stores them under their Substrate key', () => {
    const block = chain.block();
    expect(eventNames(block)).toEqual(['System.ExtrinsicSuccess']);
    expect(chain.storage.get(twox128Name('System') + twox128Name('Events'))?.at(0)).toBe(4);
  });
});
