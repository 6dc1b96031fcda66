import { describe, expect, it } from 'vitest';
import { SPEC_185_PARAMETERS, createFinney202406, finney202406 } from '../../../../../index.js';
import { Fabric, call } from '../../../../../replay/fabric.js';
import { BlockHash } from '../../system/storage.js';
import { createSealHash } from '../checks/proof-of-work.js';
import { TotalIssuance } from '../storage/stake.js';

const withFaucet = createFinney202406({ parameters: { ...SPEC_185_PARAMETERS, hasFaucet: true } });
const TAO_100 = 100_000_000_000n;

const faucet = (changed: object) => call('faucet', { block_number: 0n, nonce: 0n, ...changed });

/** Found by trying all nonces in order: the first whose seal for `cold` over a block hash of zeros is hard enough. */
const NONCE = 1_351_234n;

function work(fabric: Fabric, nonce: bigint) {
  return { nonce, work: createSealHash(BlockHash.get(fabric.ctx, 0), nonce, fabric.account('cold')) };
}

/** 32 zero bytes meet every difficulty and are the seal of nothing. */
const NOBODYS_SEAL = new Uint8Array(32);

// unmeasured: the source is registration.rs of the runtime's commit.
describe('faucet', () => {
  it('FaucetDisabled on Finney, whatever is sent', () => {
    expect(new Fabric(finney202406).send('cold', faucet({ work: new Uint8Array() }))).toBe(
      'subtensorModule.FaucetDisabled',
    );
  });

  it.each([
    ['InvalidWorkBlock', { block_number: 3n, work: NOBODYS_SEAL }],
    ['InvalidDifficulty', { work: new Uint8Array(32).fill(255) }],
    ['InvalidSeal', { work: NOBODYS_SEAL }],
  ])('%s', (error, sent) => {
    expect(new Fabric(withFaucet).send('cold', faucet(sent))).toBe(`subtensorModule.${error}`);
  });

  it('work of a block that is three old is too old', () => {
    const fabric = new Fabric(withFaucet);
    fabric.number = 2;
    expect(fabric.send('cold', faucet({ work: NOBODYS_SEAL }))).toBe('subtensorModule.InvalidWorkBlock');
  });

  it('a seal of less than the difficulty is InvalidDifficulty', () => {
    const fabric = new Fabric(withFaucet);
    expect(fabric.send('cold', faucet(work(fabric, NONCE + 1n)))).toBe('subtensorModule.InvalidDifficulty');
  });

  it('creates 100 TAO for a proof of work', () => {
    const fabric = new Fabric(withFaucet);
    const before = TotalIssuance.get(fabric.ctx);
    expect(fabric.send('cold', faucet(work(fabric, NONCE)))).toBe('ok');
    expect(fabric.balance('cold')).toBe(TAO_100);
    expect(TotalIssuance.get(fabric.ctx) - before).toBe(TAO_100);
    expect(fabric.events()).toEqual([['Faucet', [fabric.account('cold'), TAO_100]]]);
  });
});
