import type { Runtime, RuntimeHost, RuntimeStorage } from '@yumanet/frame';
import { concat } from '../../bytes.js';
import { readExtrinsics } from '../block/block.js';
import { ByteReader, encodeCompact } from '../block/byte-reader.js';
import { decodeHeader, encodeHeader, type Header } from '../block/header.js';
import { decodeValidity, readValidityError, type ValidTransaction, type ValidityError } from './validity.js';

const SOURCE_EXTERNAL = Uint8Array.of(2);
const NOTHING = new Uint8Array();

/** Included, whatever its call did; or refused before that. */
export type ApplyResult = { readonly kind: 'included' } | ValidityError;

/** The runtime functions a node itself needs, typed. Everything else goes through `state_call` as bytes. */
export class RuntimeApi {
  constructor(
    private readonly runtime: Runtime,
    private readonly storage: RuntimeStorage,
    private readonly host: RuntimeHost,
  ) {}

  call(method: string, input: Uint8Array = NOTHING): Uint8Array {
    return this.runtime.call(method, input, this.storage, this.host);
  }

  initializeBlock(header: Header): void {
    this.call('Core_initialize_block', encodeHeader(header));
  }

  /** Extrinsics the author puts first, made from what only it knows. */
  inherentExtrinsics(inherentData: Uint8Array): Uint8Array[] {
    return readExtrinsics(new ByteReader(this.call('BlockBuilder_inherent_extrinsics', inherentData)));
  }

  applyExtrinsic(extrinsic: Uint8Array): ApplyResult {
    const reader = new ByteReader(this.call('BlockBuilder_apply_extrinsic', extrinsic));
    return reader.u8() === 0 ? { kind: 'included' } : readValidityError(reader);
  }

  finalizeBlock(): Header {
    return decodeHeader(this.call('BlockBuilder_finalize_block'));
  }

  validateTransaction(extrinsic: Uint8Array, blockHash: Uint8Array): ValidTransaction | ValidityError {
    const input = concat(SOURCE_EXTERNAL, extrinsic, blockHash);
    return decodeValidity(this.call('TaggedTransactionQueue_validate_transaction', input));
  }

  accountNonce(account: Uint8Array): number {
    const bytes = this.call('AccountNonceApi_account_nonce', account);
    return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  }

  /** Milliseconds of one Aura slot. */
  slotDuration(): bigint {
    return new ByteReader(this.call('AuraApi_slot_duration')).u64();
  }
}

/** SCALE of sp_inherents::InherentData: a sorted map of 8-byte names to byte strings. */
export function encodeInherentData(timestampMs: bigint, slot: bigint): Uint8Array {
  const entries: [string, bigint][] = [
    ['auraslot', slot],
    ['timstap0', timestampMs],
  ];
  const parts = entries.map(([name, value]) => {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, value, true);
    return concat(new TextEncoder().encode(name), encodeCompact(bytes.length), bytes);
  });
  return concat(encodeCompact(parts.length), ...parts);
}
