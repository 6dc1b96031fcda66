import { CallContext, LinkedRuntime, signed } from '@yumanet/frame';
import { beforeEach, describe, expect, it } from 'vitest';
import { TestChain, account, call, eventNames, failureName } from '../../../../testing/index.js';
import { finney202406 } from '../../runtime.js';
import { Uids } from '../subtensor-module/storage/neurons.js';
import { Number_ } from '../system/storage.js';
import { CommitmentOf, LastCommitment } from './storage.js';

const [HOT, OTHER] = [account(1), account(2)];
const TAO = 1_000_000_000n;
const info = (hex?: string) => ({
  fields: hex === undefined ? [] : [{ type: `Raw${hex.length / 2}`, value: hex }],
});

// unmeasured: no vector covers commitments; the source is pallets/commitments of the runtime's commit.
describe('Commitments', () => {
  let chain: TestChain;
  const commit = (what: object) => call('Commitments', 'set_commitment', { netuid: 1, info: what });
  const set = (who: string, what: object): string => failureName(finney202406, chain.send(who, commit(what)));

  beforeEach(() => {
    chain = new TestChain(finney202406, { balances: { balances: [HOT, OTHER].map((who) => [who, TAO]) } });
    Uids.put(chain.ctx, 1, HOT, 0);
  });

  it('keeps what a neuron says and when, free of charge', () => {
    expect(set(HOT, info('beef'))).toBe('ok');
    expect(eventNames(chain.blocks.at(-1) as never)).toContain('Commitments.Commitment');
    expect(CommitmentOf.get(chain.ctx, 1, HOT)).toEqual({
      deposit: 0n,
      block: 1,
      info: { fields: [{ type: 'Raw2', value: 'beef' }] },
    });
    expect(LastCommitment.get(chain.ctx, 1, HOT)).toBe(1);
    expect(chain.free(HOT)).toBe(TAO);
  });

  it('RateLimitExceeded before 100 blocks are over', () => {
    expect(set(HOT, info('11'.repeat(128)))).toBe('ok');
    chain.number = 99;
    expect(set(HOT, info())).toBe('Commitments.RateLimitExceeded');
    expect(set(HOT, info())).toBe('ok');
    expect(CommitmentOf.get(chain.ctx, 1, HOT)).toMatchObject({ block: 101, info: { fields: [] } });
  });

  it('CannotCommit without a uid on the subnet', () => {
    expect(set(OTHER, info())).toBe('Commitments.CannotCommit');
  });

  it('where a network charges for it, the deposit follows the fields', () => {
    const { parts } = finney202406.linked;
    const charging = { 'Commitments.InitialDeposit': 5n, 'Commitments.FieldDeposit': 2n };
    const linked = new LinkedRuntime({ ...parts, constants: { ...parts.constants, ...charging } });
    const ctx = new CallContext(linked, chain.storage, chain.host);
    const say = (hex?: string) => ctx.dispatch(commit(info(hex)), signed(HOT));
    expect(say('beef')).toMatchObject({ ok: true });
    expect(chain.reserved(HOT)).toBe(7n);
    Number_.put(ctx, 100);
    expect(say()).toMatchObject({ ok: true });
    expect(chain.reserved(HOT)).toBe(5n);
  });
});
