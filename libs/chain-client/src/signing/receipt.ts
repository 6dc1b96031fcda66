import type { DispatchError, EventRecord } from '@polkadot/types/interfaces';
import type { Codec } from '@polkadot/types/types';
import { clientError } from '../errors.js';
import type { LoadedRuntime } from '../metadata/load-runtime.js';
import type { ChainBlock, Hex } from '../source.js';
import { extrinsicHash } from './sign-extrinsic.js';

export interface DecodedEvent {
  /** `Balances` */
  readonly pallet: string;
  /** `Transfer` */
  readonly name: string;
  readonly data: readonly Codec[];
  /** Index of the extrinsic it belongs to; undefined: to the block itself. */
  readonly extrinsic: number | undefined;
}

/** A block's events in order. @throws ServiceError BAD_ANSWER */
export function decodeEvents(
  { registry }: LoadedRuntime,
  block: Pick<ChainBlock, 'events' | 'hash'>,
): DecodedEvent[] {
  if (block.events.length === 0) return [];
  let records: EventRecord[];
  try {
    records = [...registry.createType('Vec<EventRecord>', block.events)] as EventRecord[];
  } catch (error) {
    throw clientError(
      'BAD_ANSWER',
      `events of ${block.hash}: expected the runtime's, got bytes that do not decode`,
      {},
      { cause: error },
    );
  }
  return records.map(({ phase, event }) => ({
    pallet: palletName(event.section),
    name: event.method,
    data: [...event.data],
    extrinsic: phase.isApplyExtrinsic ? phase.asApplyExtrinsic.toNumber() : undefined,
  }));
}

/** @polkadot/types gives pallets in camel case; ours is the metadata's. */
const palletName = (section: string) => section.charAt(0).toUpperCase() + section.slice(1);

/** What became of an extrinsic in its block. */
export interface Receipt {
  readonly hash: Hex;
  readonly blockHash: Hex;
  readonly blockNumber: number;
  readonly index: number;
  readonly events: readonly DecodedEvent[];
  /** What the sender paid, the tip included; 0 where the runtime says nothing of it. */
  readonly feeRao: bigint;
}

/** @returns undefined when the extrinsic is not in the block. @throws ServiceError EXTRINSIC_FAILED */
export function receiptIn(runtime: LoadedRuntime, block: ChainBlock, hash: Hex): Receipt | undefined {
  const index = block.extrinsics.findIndex((each) => extrinsicHash(each) === hash);
  if (index < 0) return undefined;
  const events = decodeEvents(runtime, block).filter(({ extrinsic }) => extrinsic === index);
  const paid = events.find(
    ({ pallet, name }) => pallet === 'TransactionPayment' && name === 'TransactionFeePaid',
  );
  const receipt = {
    hash,
    blockHash: block.hash,
    blockNumber: block.number,
    index,
    events,
    feeRao: paid?.data[1] ? BigInt(paid.data[1].toString()) : 0n,
  };
  const failed = events.find(({ pallet, name }) => pallet === 'System' && name === 'ExtrinsicFailed');
  if (!failed) return receipt;
  const why = dispatchError(runtime, failed.data[0]);
  throw clientError(
    'EXTRINSIC_FAILED',
    `extrinsic ${hash}: expected to succeed, got ${why} in block ${block.number}`,
    {
      hash,
      error: why,
      blockHash: block.hash,
      blockNumber: block.number,
      feeRao: receipt.feeRao.toString(),
    },
  );
}

/** What an `ExtrinsicFailed` says: `Balances.InsufficientBalance`, or the runtime's own word. */
export function dispatchError({ registry }: LoadedRuntime, error: Codec | undefined): string {
  if (!error) return 'an unknown error';
  const dispatch = registry.createType('DispatchError', error.toU8a()) as unknown as DispatchError;
  if (!dispatch.isModule) return dispatch.isToken ? `Token.${dispatch.asToken.type}` : dispatch.type;
  const { section, name } = registry.findMetaError(dispatch.asModule);
  return `${palletName(section)}.${name}`;
}
