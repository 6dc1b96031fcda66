import { describe, expect, it } from 'vitest';
import { fromHex, type OuterCall } from '@yumanet/frame';
import { finney202406 } from '../../../../index.js';
import { Fabric } from '../../../../replay/fabric.js';
import { Authorities } from '../aura/storage.js';
import { Key } from '../sudo/storage.js';
import { MaxAllowedUids, MaxAllowedValidators } from '../subtensor-module/storage/hyperparameters.js';
import { Tempo } from '../subtensor-module/storage/networks.js';
import { NominatorMinRequiredStake, Stake } from '../subtensor-module/storage/stake.js';
import { increaseStakeOnColdkeyHotkeyAccount } from '../subtensor-module/accounts/stake.js';
import { Digest_ } from '../system/storage.js';
import { SETTERS } from './setters.js';

/** A value for an argument that is no netuid, by its type. */
const VALUES: Readonly<Record<string, unknown>> = { u16: 3, u64: 3n, bool: true };

const typeName = (type: { def: { kind: string; name?: string } }): string => type.def.name ?? type.def.kind;

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  fabric.network(1, { owner: 'owner' });
  fabric.fund('owner');
  fabric.fund('root');
  fabric.fund('other');
  Key.put(fabric.ctx, fabric.account('root'));
  MaxAllowedUids.put(fabric.ctx, 1, 256);
  return fabric;
}

const admin = (type: string, value: unknown): OuterCall => ({ type: 'AdminUtils', value: { type, value } });

const sudo = (call: OuterCall): OuterCall => ({ type: 'Sudo', value: { type: 'sudo', value: { call } } });

/** `ok`, or what the inner dispatch says. */
function asRoot(fabric: Fabric, call: OuterCall): unknown {
  expect(fabric.send('root', sudo(call))).toBe('ok');
  const sudid = fabric.chain.events().find(({ name }) => name === 'Sudid')?.value as {
    sudo_result: { ok: boolean; value: unknown };
  };
  return sudid.sudo_result.ok ? 'ok' : sudid.sudo_result.value;
}

/** Setters that the subnet's owner may use. */
const OWNERS = [3, 4, 5, 6, 7, 9, 12, 13, 14, 16, 17, 18, 19, 20, 22, 23, 24, 26, 47, 48];
/** Setters of one network that do not ask whether it exists. */
const UNCHECKED = [3, 19, 20];

describe('AdminUtils’ setters', () => {
  it.each(SETTERS.map((setter) => [setter.name, setter] as const))('%s', (_name, setter) => {
    const args = Object.fromEntries(
      Object.entries(setter.args).map(([arg, type]) => [
        arg,
        arg === 'netuid' ? 1 : VALUES[typeName(type as never)],
      ]),
    );
    const call = admin(setter.name, args);
    const perNetwork = 'netuid' in setter.args;
    // Root always may.
    const fabric = prepare();
    fabric.chain.state.mark();
    expect(asRoot(fabric, call)).toBe('ok');
    const subtensorKeys = fabric.chain.state
      .changed()
      .filter((key) => key.startsWith(Tempo.prefix.slice(0, 32)));
    expect(subtensorKeys.length).toBeGreaterThan(0);
    // Its owner, where the table says so; nobody else.
    expect(prepare().send('owner', call)).toBe(OWNERS.includes(setter.index) ? 'ok' : 'BadOrigin');
    expect(prepare().send('other', call)).toBe('BadOrigin');
    // A network must exist, with three exceptions.
    if (!perNetwork) return;
    const missing = asRoot(prepare(), admin(setter.name, { ...args, netuid: 9 }));
    if (UNCHECKED.includes(setter.index)) expect(missing).toBe('ok');
    else expect(missing).toEqual({ type: 'Module', value: { index: 19, error: '00000000' } });
  });

  it('has the indices of the wire, each once', () => {
    const indices = SETTERS.map(({ index }) => index);
    expect(indices).toEqual([...indices].sort((a, b) => a - b));
    expect(new Set(indices).size).toBe(40);
  });

  it('max_allowed_uids must be more than there are; max_allowed_validators at most the uids', () => {
    const fabric = prepare();
    fabric.neuron(1, 'hot', 'cold');
    const uids = (max_allowed_uids: number) =>
      admin('sudo_set_max_allowed_uids', { netuid: 1, max_allowed_uids });
    expect(asRoot(fabric, uids(1))).toEqual({ type: 'Module', value: { index: 19, error: '02000000' } });
    expect(asRoot(fabric, uids(2))).toBe('ok');
    const validators = (max_allowed_validators: number) =>
      admin('sudo_set_max_allowed_validators', { netuid: 1, max_allowed_validators });
    expect(asRoot(fabric, validators(3))).toEqual({
      type: 'Module',
      value: { index: 19, error: '01000000' },
    });
    expect(asRoot(fabric, validators(2))).toBe('ok');
    expect(MaxAllowedValidators.get(fabric.ctx, 1)).toBe(2);
  });

  it('a raised least nomination clears the smaller ones, a lowered one does not', () => {
    const fabric = prepare();
    const [cold, hot] = [fabric.account('cold'), fabric.account('hot')];
    increaseStakeOnColdkeyHotkeyAccount(fabric.ctx, cold, hot, 700n);
    const least = (min_stake: bigint) => admin('sudo_set_nominator_min_required_stake', { min_stake });
    NominatorMinRequiredStake.put(fabric.ctx, 2_000n);
    expect(asRoot(fabric, least(1_000n))).toBe('ok');
    expect(Stake.get(fabric.ctx, hot, cold)).toBe(700n);
    expect(asRoot(fabric, least(1_001n))).toBe('ok');
    expect(Stake.exists(fabric.ctx, hot, cold)).toBe(false);
    expect(fabric.balance('cold')).toBe(700n);
  });
});

describe('swap_authorities', () => {
  it('replaces the authors and tells the node; an empty list changes nothing', () => {
    const fabric = prepare();
    const swap = (new_authorities: string[]) => admin('swap_authorities', { new_authorities });
    expect(asRoot(fabric, swap([fabric.account('author')]))).toBe('ok');
    expect(Authorities.get(fabric.ctx)).toEqual([fabric.account('author')]);
    const [log] = Digest_.get(fabric.ctx).logs;
    const change = Uint8Array.of(1, 4, ...fromHex(fabric.account('author')));
    expect(log).toEqual({ type: 'Consensus', value: ['61757261', change] });
    expect(asRoot(fabric, swap([]))).toBe('ok');
    expect(Authorities.get(fabric.ctx)).toEqual([fabric.account('author')]);
    expect(fabric.send('other', swap([]))).toBe('BadOrigin');
  });
});
