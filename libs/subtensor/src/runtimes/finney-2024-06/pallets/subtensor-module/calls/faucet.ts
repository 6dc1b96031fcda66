import { bytes, defineCall, ensureSigned, u64, type Call } from '@yumanet/frame';
import type { Parameters } from '../../../parameters/parameters.js';
import { addBalanceToColdkeyAccount, coinbase } from '../accounts/balance.js';
import { ensure } from '../errors.js';
import { deposit } from '../events.js';
import { useWork } from '../neurons/use-work.js';
import { faucet as weight } from '../weights.js';

const DIFFICULTY = 1_000_000n;
const FAUCET_RAO = 100_000_000_000n;

/**
 * Creates 100 TAO for the signer against a proof of work, where a network has a faucet. As upstream the same work pays
 * again while it is recent.
 */
export const faucet = ({ hasFaucet }: Pick<Parameters, 'hasFaucet'>): Call =>
  defineCall({
    index: 60,
    name: 'faucet',
    args: { block_number: u64, nonce: u64, work: bytes },
    // Upstream asks who signed only where there is a faucet.
    origin: (origin) => origin,
    weight,
    pays: 'No',
    run: (ctx, origin, { block_number, nonce, work }) => {
      ensure(hasFaucet, 'FaucetDisabled');
      const coldkey = ensureSigned(origin);
      useWork(ctx, DIFFICULTY, { block_number, nonce, work, account: coldkey });
      coinbase(ctx, FAUCET_RAO);
      addBalanceToColdkeyAccount(ctx, coldkey, FAUCET_RAO);
      deposit(ctx, 'Faucet', [coldkey, FAUCET_RAO]);
    },
  });
