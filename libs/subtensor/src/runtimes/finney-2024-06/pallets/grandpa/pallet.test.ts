import { describe, expect, it } from 'vitest';
import { TestChain, account, call, eventNames, failureName } from '../../../../testing/index.js';
import { finney202406 } from '../../runtime.js';
import { Stalled } from './storage.js';

const ALICE = account(1);

describe('Grandpa', () => {
  const chain = new TestChain(finney202406, {
    balances: { balances: [[ALICE, 10n ** 10n]] },
    sudo: { key: ALICE },
  });
  const stalled = call('Grandpa', 'note_stalled', { delay: 5, best_finalized_block_number: 2 });

  it('notes a stall for root', () => {
    expect(failureName(finney202406, chain.send(ALICE, stalled))).toBe('BadOrigin');
    expect(eventNames(chain.send(ALICE, call('Sudo', 'sudo', { call: stalled })))).toContain('Sudo.Sudid');
    expect(Stalled.get(chain.ctx)).toEqual([5, 2]);
  });

  it('takes no unsigned call', () => {
    const refused = { ok: false, value: { type: 'Invalid', value: { type: 'Call' } } };
    expect(chain.validate(chain.unsigned(stalled))).toMatchObject(refused);
    chain.initialize();
    expect(chain.apply(chain.unsigned(stalled))).toMatchObject(refused);
  });

  it('cannot be told of equivocations: no key owner proof exists', () => {
    const proof = {
      set_id: 0n,
      equivocation: {
        type: 'Prevote',
        value: {
          round_number: 1n,
          identity: ALICE,
          first: [{ target_hash: ALICE, target_number: 1 }, '00'.repeat(64)],
          second: [{ target_hash: ALICE, target_number: 2 }, '00'.repeat(64)],
        },
      },
    };
    const report = call('Grandpa', 'report_equivocation', {
      equivocation_proof: proof,
      key_owner_proof: { type: 'x' },
    });
    expect(() => chain.signed(ALICE, report)).toThrow(/sp_core::Void: expected one of its variants/);
  });
});
