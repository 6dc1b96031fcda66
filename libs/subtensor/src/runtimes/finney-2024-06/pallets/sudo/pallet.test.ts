import { beforeEach, describe, expect, it } from 'vitest';
import { TestChain, account, address, call, eventNames, failureName } from '../../../../testing/index.js';
import { finney202406 } from '../../runtime.js';
import { Key } from './storage.js';

const [ALICE, BOB] = [account(1), account(2)];
const genesis = {
  balances: {
    balances: [
      [ALICE, 10n ** 10n],
      [BOB, 10n ** 10n],
    ],
  },
  sudo: { key: ALICE },
};
const remark = call('System', 'remark_with_event', { remark: Uint8Array.of(1) });
const setStorage = call('System', 'set_storage', { items: [[Uint8Array.of(1), Uint8Array.of(2)]] });

describe('Sudo', () => {
  let chain: TestChain;
  const send = (who: string, name: string, args: object = {}): string =>
    failureName(finney202406, chain.send(who, call('Sudo', name, args)));

  beforeEach(() => {
    chain = new TestChain(finney202406, genesis);
  });

  it('acts as root for its key, free of fee', () => {
    const before = chain.free(ALICE);
    const block = chain.send(ALICE, call('Sudo', 'sudo', { call: setStorage }));
    expect(chain.storage.get('01')).toEqual(Uint8Array.of(2));
    expect(eventNames(block)).toContain('Sudo.Sudid');
    expect(chain.free(ALICE)).toBe(before);
  });

  it('acts for nobody else', () => {
    expect(send(BOB, 'sudo', { call: setStorage })).toBe('Sudo.RequireSudo');
    expect(send(BOB, 'remove_key')).toBe('Sudo.RequireSudo');
    expect(chain.storage.get('01')).toBeUndefined();
  });

  it('reports the inner failure in its event and succeeds', () => {
    const block = chain.send(ALICE, call('Sudo', 'sudo', { call: remark }));
    const sudid = block.events.find(({ event }) => event.type === 'Sudo');
    expect(sudid?.event.value.value).toEqual({
      sudo_result: { ok: false, value: { type: 'BadOrigin', value: undefined } },
    });
    expect(block.results[0]).toMatchObject({ ok: true, value: { ok: true } });
  });

  it('acts as another account, and at a weight of its choice', () => {
    const block = chain.send(ALICE, call('Sudo', 'sudo_as', { who: address(BOB), call: remark }));
    expect(
      block.events.find(({ event }) => event.value.type === 'Remarked')?.event.value.value,
    ).toMatchObject({
      sender: BOB,
    });
    const weight = { ref_time: 5n, proof_size: 6n };
    const unchecked = call('Sudo', 'sudo_unchecked_weight', { call: setStorage, weight });
    expect(chain.ctx.info(unchecked)).toMatchObject({ weight, class: { type: 'Operational' } });
    expect(failureName(finney202406, chain.send(ALICE, unchecked))).toBe('ok');
  });

  it('hands its key on, and gives it up', () => {
    expect(send(ALICE, 'set_key', { new: address(BOB) })).toBe('ok');
    expect(Key.get(chain.ctx)).toBe(BOB);
    expect(send(ALICE, 'remove_key')).toBe('Sudo.RequireSudo');
    expect(send(BOB, 'remove_key')).toBe('ok');
    expect(Key.get(chain.ctx)).toBeUndefined();
    expect(send(BOB, 'sudo', { call: setStorage })).toBe('Sudo.RequireSudo');
  });
});
