import { beforeEach, describe, expect, it } from 'vitest';
import { FrameError } from '@yumanet/frame';
import { TestChain, account, call, eventNames, failureName } from '../../../../testing/index.js';
import { finney202406 } from '../../runtime.js';
import { SubnetOwner } from '../subtensor-module/storage/networks.js';
import { Uids } from '../subtensor-module/storage/neurons.js';
import { Owner } from '../subtensor-module/storage/stake.js';
import { IdentityOf } from './storage.js';

const [COLD, HOT, OWNER, OTHER] = [account(1), account(2), account(3), account(4)];
const TAO = 1_000_000_000n;
const none = { type: 'None' } as const;
const INFO = {
  additional: [],
  display: { type: 'Raw5', value: '416c696365' },
  legal: none,
  web: none,
  riot: none,
  email: none,
  pgp_fingerprint: undefined,
  image: none,
  twitter: none,
};
const ADDITIONAL = { ...INFO, additional: [[none, { type: 'Sha256', value: '11'.repeat(32) }]] };

// unmeasured: no vector covers the registry; the source is pallets/registry of the runtime's commit.
describe('Registry', () => {
  let chain: TestChain;
  const set = (who: string, identified: string, info: object = INFO): string =>
    failureName(finney202406, chain.send(who, call('Registry', 'set_identity', { identified, info })));
  const clear = (who: string, identified: string): string =>
    failureName(finney202406, chain.send(who, call('Registry', 'clear_identity', { identified })));

  beforeEach(() => {
    chain = new TestChain(finney202406, {
      balances: { balances: [COLD, OWNER, OTHER].map((who) => [who, TAO]) },
    });
    Owner.put(chain.ctx, HOT, COLD);
    Uids.put(chain.ctx, 0, HOT, 0);
    SubnetOwner.put(chain.ctx, 1, OWNER);
  });

  it('a coldkey names its hotkey on root; 0.1 TAO is held, and 0.1 more for a field', () => {
    expect(set(COLD, HOT)).toBe('ok');
    expect(eventNames(chain.blocks.at(-1) as never)).toContain('Registry.IdentitySet');
    expect([chain.reserved(COLD), IdentityOf.get(chain.ctx, HOT)?.deposit]).toEqual([TAO / 10n, TAO / 10n]);
    expect(set(COLD, HOT, ADDITIONAL)).toBe('ok');
    expect(chain.reserved(COLD)).toBe(TAO / 5n);
    expect(IdentityOf.get(chain.ctx, HOT)?.info).toMatchObject({ additional: [[none, { type: 'Sha256' }]] });
    expect(set(COLD, HOT)).toBe('ok');
    expect(chain.reserved(COLD)).toBe(TAO / 10n);
  });

  it('a subnet’s owner names itself, and takes it back with the deposit', () => {
    expect(set(OWNER, OWNER)).toBe('ok');
    expect(clear(OWNER, OWNER)).toBe('ok');
    expect(eventNames(chain.blocks.at(-1) as never)).toContain('Registry.IdentityDissolved');
    expect([chain.reserved(OWNER), IdentityOf.exists(chain.ctx, OWNER)]).toEqual([0n, false]);
    expect(clear(OWNER, OWNER)).toBe('Registry.NotRegistered');
  });

  it('CannotRegister: oneself without a subnet, another’s hotkey, a hotkey that is not on root', () => {
    expect(set(OTHER, OTHER)).toBe('Registry.CannotRegister');
    expect(set(OTHER, HOT)).toBe('Registry.CannotRegister');
    expect(clear(OTHER, HOT)).toBe('Registry.CannotRegister');
    Uids.delete(chain.ctx, 0, HOT);
    expect(set(COLD, HOT)).toBe('Registry.CannotRegister');
  });

  it('without the deposit there is no identity', () => {
    SubnetOwner.put(chain.ctx, 2, OTHER);
    chain = new TestChain(finney202406, { balances: { balances: [[OTHER, TAO / 20n]] } });
    SubnetOwner.put(chain.ctx, 2, OTHER);
    expect(set(OTHER, OTHER)).toBe('Token.FundsUnavailable');
  });

  it('two fields are no identity: the bytes do not decode', () => {
    const two = { ...INFO, additional: [...ADDITIONAL.additional, ...ADDITIONAL.additional] };
    const extrinsic = chain.signed(COLD, call('Registry', 'set_identity', { identified: HOT, info: two }));
    chain.initialize();
    expect(() => chain.apply(extrinsic)).toThrow(FrameError);
  });
});
