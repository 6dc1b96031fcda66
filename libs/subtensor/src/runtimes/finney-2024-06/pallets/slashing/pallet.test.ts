import { beforeEach, describe, expect, it } from 'vitest';
import { TestChain, account, call, eventNames, failureName } from '../../../../testing/index.js';
import { SPEC_185_PARAMETERS } from '../../parameters/spec-185.js';
import { accountForIssuance } from '../../invariant/issuance.js';
import { recount } from '../../invariant/recount.js';
import { createFinney202406 } from '../../runtime.js';
import {
  CommitRevealWeightsEnabled,
  TxRateLimit,
  WeightCommitRevealInterval,
} from '../subtensor-module/storage/limits.js';
import { Keys, LastUpdate, ValidatorPermit } from '../subtensor-module/storage/neurons.js';
import { Stake, TargetStakesPerInterval, TotalIssuance } from '../subtensor-module/storage/stake.js';
import { Holds } from '../balances/storage.js';
import { MAX_PARTS, Unbonding } from './storage.js';

const [COLD, HOT, NEW, OTHER] = [account(1), account(2), account(3), account(4)];
const TAO = 1_000_000_000n;
const COOLDOWN = 20;
const ABSENCE = 50;
const runtime = createFinney202406({
  parameters: {
    ...SPEC_185_PARAMETERS,
    slashing: { UnstakeCooldown: COOLDOWN, AbsenceBlocks: ABSENCE },
  },
});
/** A mortal era of 64 blocks that begins at block 0 (first byte 5: period 2 << 5, phase 0). */
const ERA = { type: 'Mortal5', value: 0 };

describe('Slashing', () => {
  let chain: TestChain;
  const send = (who: string, name: string, args: object, pallet = 'SubtensorModule'): string =>
    failureName(runtime, chain.send(who, call(pallet, name, args)));
  const unstake = (rao: bigint): string => send(COLD, 'remove_stake', { hotkey: HOT, amount_unstaked: rao });
  const withdraw = (hotkey = HOT): string => send(COLD, 'withdraw_unstaked', { hotkey }, 'Slashing');
  const last = (): string[] => eventNames(chain.blocks.at(-1) as never);

  /** COLD owns subnet 1 and HOT on it, with 100 TAO of stake. */
  beforeEach(() => {
    chain = new TestChain(runtime, {
      balances: { balances: [COLD, HOT, OTHER].map((who) => [who, String(10_000n * TAO)]) },
    });
    TargetStakesPerInterval.put(chain.ctx, 1000n);
    expect(send(COLD, 'register_network', {})).toBe('ok');
    expect(send(COLD, 'burned_register', { netuid: 1, hotkey: HOT })).toBe('ok');
    expect(send(COLD, 'add_stake', { hotkey: HOT, amount_staked: 100n * TAO })).toBe('ok');
  });

  /** Totals are sums of their parts, and nothing that was slashed is anywhere. */
  function expectAccounted(): void {
    expect(recount(chain.ctx)).toEqual([]);
    const { issued, balances, staked, locked, unaccounted } = accountForIssuance(chain.ctx);
    expect(issued).toBe(balances + staked + locked + unaccounted);
  }

  it('is not in the metadata of a network that does not switch it on', () => {
    const names = createFinney202406().linked.parts.pallets.map(({ name }) => name);
    expect(names).not.toContain('Slashing');
    expect(runtime.linked.parts.pallets.at(-1)?.name).toBe('Slashing');
  });

  it('holds what is unstaked until the cooldown is over', () => {
    const before = chain.free(COLD);
    expect(unstake(10n * TAO)).toBe('ok');
    expect(last()).toContain('Slashing.Unbonding');
    expect([chain.free(COLD), chain.reserved(COLD)]).toEqual([before, 10n * TAO]);
    expect(withdraw()).toBe('Slashing.NothingToWithdraw');
    chain.number += COOLDOWN - 1;
    expect(unstake(TAO)).toBe('ok');
    expect(withdraw()).toBe('ok');
    expect([chain.free(COLD), chain.reserved(COLD)]).toEqual([before + 10n * TAO, TAO]);
    expect(Unbonding.get(chain.ctx, HOT, COLD)).toMatchObject([{ amount: TAO }]);
    expectAccounted();
  });

  it('TooManyUnbonding: nothing is unstaked beyond 32 parts', () => {
    for (let i = 0; i < MAX_PARTS; i++) expect(unstake(TAO)).toBe('ok');
    expect(unstake(TAO)).toBe('Slashing.TooManyUnbonding');
    expect(Stake.get(chain.ctx, HOT, COLD)).toBe(68n * TAO);
  });

  describe('a double commit', () => {
    const commit = (digit: string, sent: object = {}, netuid = 1) =>
      chain.signed(
        HOT,
        call('SubtensorModule', 'commit_weights', { netuid, commit_hash: digit.repeat(64) }),
        {
          nonce: 0,
          era: ERA,
          ...sent,
        },
      );
    const report = (first: Uint8Array, second: Uint8Array): string =>
      send(OTHER, 'report_double_commit', { first, second }, 'Slashing');

    beforeEach(() => {
      CommitRevealWeightsEnabled.put(chain.ctx, 1, true);
      WeightCommitRevealInterval.put(chain.ctx, 1, 100n);
    });

    it('burns a tenth of the owner’s stake and of what waits, for the proof’s fee back', () => {
      expect(unstake(20n * TAO)).toBe('ok');
      const [issued, paid] = [TotalIssuance.get(chain.ctx), chain.free(OTHER)];
      expect(report(commit('1'), commit('2'))).toBe('ok');
      expect(last()).toContain('Slashing.Slashed');
      const [staked, held] = [(80n * TAO * 6553n) / 65535n, (20n * TAO * 6553n) / 65535n];
      expect(Stake.get(chain.ctx, HOT, COLD)).toBe(80n * TAO - staked);
      expect(chain.reserved(COLD)).toBe(20n * TAO - held);
      expect(Holds.get(chain.ctx, COLD)).toMatchObject([{ amount: 20n * TAO - held }]);
      expect(issued - TotalIssuance.get(chain.ctx)).toBe(staked + held);
      expect(chain.free(OTHER)).toBe(paid);
      expectAccounted();
      expect(report(commit('2'), commit('3'))).toBe('Slashing.AlreadySlashed');
    });

    it('leaves nominators alone', () => {
      expect(send(COLD, 'become_delegate', { hotkey: HOT })).toBe('SubtensorModule.TxRateLimitExceeded');
      expect(send(COLD, 'decrease_take', { hotkey: HOT, take: 1 })).toBe('ok');
      expect(send(OTHER, 'add_stake', { hotkey: HOT, amount_staked: 50n * TAO })).toBe('ok');
      expect(report(commit('1'), commit('2'))).toBe('ok');
      expect(Stake.get(chain.ctx, HOT, OTHER)).toBe(50n * TAO);
    });

    it('follows a swapped hotkey, and what waits with it', () => {
      const [first, second] = [commit('1'), commit('2')];
      expect(unstake(20n * TAO)).toBe('ok');
      TxRateLimit.put(chain.ctx, 0n);
      expect(send(COLD, 'swap_hotkey', { hotkey: HOT, new_hotkey: NEW })).toBe('ok');
      expect(send(OTHER, 'burned_register', { netuid: 1, hotkey: HOT })).toBe('ok');
      expect(report(first, second)).toBe('ok');
      expect(Stake.get(chain.ctx, NEW, COLD)).toBeLessThan(80n * TAO);
      expect(chain.reserved(COLD)).toBeLessThan(20n * TAO);
      chain.number += COOLDOWN;
      expect(withdraw(NEW)).toBe('ok');
      expect(chain.reserved(COLD)).toBe(0n);
    });

    it.each([
      ['NoDoubleCommit', 'the same commit', () => [commit('1'), commit('1', { tip: 5n })]],
      ['NoDoubleCommit', 'another nonce', () => [commit('1'), commit('2', { nonce: 1 })]],
      ['NoDoubleCommit', 'another subnet', () => [commit('1'), commit('2', {}, 2)]],
      ['NotOneInterval', 'immortal', () => [commit('1'), commit('2', { era: { type: 'Immortal' } })]],
      [
        'NotSigned',
        'unsigned bytes',
        () => [commit('1'), chain.unsigned(call('System', 'remark', { remark: Uint8Array.of() }))],
      ],
      ['NotSigned', 'no extrinsic', () => [commit('1'), Uint8Array.of(1, 2, 3)]],
    ] as const)('%s: %s', (error, _what, proof) => {
      const [first, second] = proof() as [Uint8Array, Uint8Array];
      expect(report(first, second)).toBe(`Slashing.${error}`);
    });

    it('NotSigned: a signature that does not verify', () => {
      const extrinsics = [commit('1'), commit('2')] as const;
      const doubting = new TestChain(runtime, {}, { verifySignature: () => false });
      expect(doubting.ctx.readSigned(extrinsics[0])).toBeUndefined();
      expect(chain.ctx.readSigned(extrinsics[0])).toMatchObject({ who: HOT, extra: { CheckNonce: 0 } });
    });

    it('NothingToSlash: no stake, no offence to pay', () => {
      expect(unstake(100n * TAO)).toBe('ok');
      chain.number += COOLDOWN;
      expect(withdraw()).toBe('ok');
      expect(report(commit('1'), commit('2'))).toBe('Slashing.NothingToSlash');
    });
  });

  describe('a long absence', () => {
    const report = (uid = 0): string => send(OTHER, 'report_absence', { netuid: 1, uid }, 'Slashing');

    beforeEach(() => {
      ValidatorPermit.put(chain.ctx, 1, [true]);
      LastUpdate.put(chain.ctx, 1, [BigInt(chain.number)]);
    });

    it('burns a hundredth, once per absence', () => {
      const lastUpdate = chain.number;
      chain.number = lastUpdate + ABSENCE - 1;
      expect(report()).toBe('Slashing.NotAbsent');
      expect(report()).toBe('ok');
      expect(Stake.get(chain.ctx, HOT, COLD)).toBe(100n * TAO - (100n * TAO * 655n) / 65535n);
      expect(report()).toBe('Slashing.AlreadySlashed');
      chain.number += ABSENCE;
      expect(report()).toBe('ok');
      expectAccounted();
    });

    it('NotAbsent: no such uid, no permit, or never a validator', () => {
      chain.number += 2 * ABSENCE;
      expect(report(7)).toBe('Slashing.NotAbsent');
      ValidatorPermit.put(chain.ctx, 1, [false]);
      expect(report()).toBe('Slashing.NotAbsent');
      ValidatorPermit.put(chain.ctx, 1, [true]);
      LastUpdate.put(chain.ctx, 1, [2n]);
      expect(Keys.get(chain.ctx, 1, 0)).toBe(HOT);
      expect(report()).toBe('Slashing.NotAbsent');
    });
  });
});
