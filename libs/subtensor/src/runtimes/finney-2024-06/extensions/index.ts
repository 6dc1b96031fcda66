import type { SignedExtension } from '@yumanet/frame';
import { chargeTransactionPayment } from './charge-transaction-payment.js';
import { checkGenesis } from './check-genesis.js';
import { checkMortality } from './check-mortality.js';
import { checkNonZeroSender } from './check-non-zero-sender.js';
import { checkNonce } from './check-nonce.js';
import { checkSpecVersion } from './check-spec-version.js';
import { checkTxVersion } from './check-tx-version.js';
import { checkWeight } from './check-weight.js';
import { commitmentsSignedExtension, subtensorSignedExtension } from './subtensor.js';

/** What a signed extrinsic of spec 185 carries, in order. */
export const EXTENSIONS: readonly SignedExtension[] = [
  checkNonZeroSender,
  checkSpecVersion,
  checkTxVersion,
  checkGenesis,
  checkMortality,
  checkNonce,
  checkWeight,
  chargeTransactionPayment,
  subtensorSignedExtension,
  commitmentsSignedExtension,
];
