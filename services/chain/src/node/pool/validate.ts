import type { Runtime, RuntimeHost } from '@yumanet/frame';
import { isUnreadable, messageOf } from '../../errors.js';
import { RuntimeApi } from '../runtime/runtime-api.js';
import { isValidityError, type ValidTransaction } from '../runtime/validity.js';
import type { SignatureCheck } from '../signatures/signature-check.js';
import { Overlay } from '../state/overlay.js';
import type { StateView } from '../state/state-view.js';
import { PoolError } from './pool-error.js';

/** The newest block, as far as validity goes. */
export interface PoolHead {
  readonly number: number;
  readonly hash: Uint8Array;
  readonly state: StateView;
}

export interface ProvisionalValidity {
  readonly valid: ValidTransaction;
  /** Valid only if all of these are good signatures. */
  readonly checks: readonly SignatureCheck[];
}

/**
 * Asks the runtime whether a transaction is valid at `head`, taking every signature for good and writing down which
 * were asked about: they are checked afterwards, off the main thread.
 *
 * @throws PoolError validity, verification.
 */
export function validateProvisionally(
  runtime: Runtime,
  head: PoolHead,
  extrinsic: Uint8Array,
): ProvisionalValidity {
  const checks: SignatureCheck[] = [];
  const host: RuntimeHost = {
    verifySignature(kind, signature, message, signer) {
      checks.push({ kind, signature, message, signer });
      return true;
    },
  };
  return { valid: validateWith(runtime, host, head, extrinsic), checks };
}

/** Asks the runtime with real answers about signatures. @throws PoolError validity, verification. */
export function validateWith(
  runtime: Runtime,
  host: RuntimeHost,
  head: PoolHead,
  extrinsic: Uint8Array,
): ValidTransaction {
  const api = new RuntimeApi(runtime, new Overlay(head.state), host);
  let result;
  try {
    result = api.validateTransaction(extrinsic, head.hash);
  } catch (error) {
    if (isUnreadable(error)) throw error;
    const text = `Runtime error: Execution failed: ${messageOf(error)}`;
    throw new PoolError({ kind: 'verification', text });
  }
  if (isValidityError(result)) throw new PoolError({ kind: 'validity', error: result });
  return result;
}
