import type { Hex } from '@yumanet/frame';
import type { NodeAddress } from '../role.js';
import { validityText, type ValidityError } from '../runtime/validity.js';

/** Why the pool does not take a transaction. Codes and words are those of sc-rpc-api's author error list. */
export type PoolRefusal =
  | { readonly kind: 'badFormat'; readonly text: string }
  | { readonly kind: 'verification'; readonly text: string }
  | { readonly kind: 'validity'; readonly error: ValidityError }
  | { readonly kind: 'banned' }
  | { readonly kind: 'alreadyImported'; readonly hash: Hex }
  | { readonly kind: 'tooLowPriority'; readonly old: bigint; readonly new: bigint }
  | { readonly kind: 'immediatelyDropped' }
  | { readonly kind: 'noTags' }
  | { readonly kind: 'notLeader'; readonly leader: NodeAddress | undefined };

/** Code of our own, beyond those that Substrate has: this node does not make the blocks; `data` names the one that does. */
const NOT_LEADER = 1100;

export interface PoolErrorWire {
  readonly code: number;
  readonly message: string;
  readonly data?: string;
}

/** The refusal as a JSON-RPC error object. */
export function poolErrorWire(refusal: PoolRefusal): PoolErrorWire {
  switch (refusal.kind) {
    case 'badFormat':
      return { code: 1001, message: `Extrinsic has invalid format: ${refusal.text}` };
    case 'verification':
      return { code: 1002, message: `Verification Error: ${refusal.text}`, data: refusal.text };
    case 'validity':
      return validityWire(refusal.error);
    case 'banned':
      return { code: 1012, message: 'Transaction is temporarily banned' };
    case 'alreadyImported':
      return { code: 1013, message: 'Transaction Already Imported', data: `0x${refusal.hash}` };
    case 'tooLowPriority':
      return {
        code: 1014,
        message: `Priority is too low: (${refusal.old} vs ${refusal.new})`,
        data: 'The transaction has too low priority to replace another transaction already in the pool.',
      };
    case 'immediatelyDropped':
      return {
        code: 1016,
        message: 'Immediately Dropped',
        data: "The transaction couldn't enter the pool because of the limit",
      };
    case 'notLeader':
      return { code: NOT_LEADER, message: 'This node is a standby', data: leaderText(refusal.leader) };
    case 'noTags':
      return {
        code: 1019,
        message: 'No tags provided',
        data: "Transaction does not provide any tags, so the pool can't identify it",
      };
  }
}

function leaderText(leader: NodeAddress | undefined): string {
  return leader === undefined ? 'Nobody leads now; try again' : `The leader is ${leader.rpc}`;
}

function validityWire(error: ValidityError): PoolErrorWire {
  const data = validityText(error);
  return error.kind === 'invalid'
    ? { code: 1010, message: 'Invalid Transaction', data }
    : { code: 1011, message: 'Unknown Transaction Validity', data };
}

export class PoolError extends Error {
  override readonly name = 'PoolError';

  constructor(readonly refusal: PoolRefusal) {
    super(poolErrorWire(refusal).message);
  }
}
