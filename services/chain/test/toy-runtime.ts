/**
 * A runtime of a few dozen lines for tests of the node alone: accounts with nonces and balances, one call that moves
 * money, fees as tips. Extrinsic: 0x84 ‖ 0 ‖ signer(32) ‖ 1 ‖ sr25519 signature(64) ‖ nonce u32 ‖ tip u8 ‖ to(32) ‖
 * amount u32; the signature is over what follows it. Inherent: 4 ‖ timestamp u64.
 */
import * as sr25519 from '@scure/sr25519';
import type { Runtime, RuntimeHost, RuntimeStorage } from '@yumanet/frame';
import { blake2b256, concat, fromHex, toHex } from '../src/bytes.js';
import { ByteReader, encodeCompact } from '../src/node/block/byte-reader.js';
import { decodeHeader, encodeHeader } from '../src/node/block/header.js';

const KEY = { code: '3a636f6465', header: '01', extrinsics: '02', now: '03', account: 'ac' };
const text = new TextEncoder();
const u32 = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
};
const readU32 = (bytes: Uint8Array): number =>
  new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);

interface Account {
  readonly nonce: number;
  readonly free: number;
}
export function toyAccountKey(account: Uint8Array): string {
  return KEY.account + toHex(account);
}
export function readToyAccount(bytes: Uint8Array | undefined): Account {
  return bytes === undefined
    ? { nonce: 0, free: 0 }
    : { nonce: readU32(bytes), free: readU32(bytes.subarray(4)) };
}
function putAccount(storage: RuntimeStorage, who: Uint8Array, account: Account): void {
  storage.put(toyAccountKey(who), concat(u32(account.nonce), u32(account.free)));
}

interface Transfer {
  readonly signer: Uint8Array;
  readonly nonce: number;
  readonly tip: number;
  readonly to: Uint8Array;
  readonly amount: number;
}
const INVALID = { payment: 1, future: 2, stale: 3, badProof: 4, custom: 7 };
const invalid = (reason: number, ...rest: number[]): Uint8Array => Uint8Array.of(1, 0, reason, ...rest);

function check(
  wire: Uint8Array,
  storage: RuntimeStorage,
  host: RuntimeHost,
): { transfer: Transfer; expected: number } | Uint8Array {
  const body = new ByteReader(new ByteReader(wire).bytesWithLength());
  if (body.u8() !== 0x84) throw new Error('undecodable extrinsic');
  body.u8();
  const signer = body.take(32);
  body.u8();
  const signature = body.take(64);
  const message = body.take(body.left);
  const reader = new ByteReader(message);
  const transfer = {
    signer,
    nonce: readU32(reader.take(4)),
    tip: reader.u8(),
    to: reader.take(32),
    amount: readU32(reader.take(4)),
  };
  if (!host.verifySignature('sr25519', signature, message, signer)) return invalid(INVALID.badProof);
  const account = readToyAccount(storage.get(toyAccountKey(signer)));
  if (transfer.nonce < account.nonce) return invalid(INVALID.stale);
  if (transfer.tip > account.free) return invalid(INVALID.payment);
  if (transfer.amount === 666) return invalid(INVALID.custom, 6);
  return { transfer, expected: account.nonce };
}

function validate(input: Uint8Array, storage: RuntimeStorage, host: RuntimeHost): Uint8Array {
  const checked = check(input.subarray(1, input.length - 32), storage, host);
  if (checked instanceof Uint8Array) return checked;
  const { transfer, expected } = checked;
  const tag = (nonce: number): Uint8Array => concat(encodeCompact(36), transfer.signer, u32(nonce));
  const requires =
    transfer.nonce > expected ? concat(Uint8Array.of(4), tag(transfer.nonce - 1)) : Uint8Array.of(0);
  return concat(
    Uint8Array.of(0),
    Uint8Array.of(transfer.tip, 0, 0, 0, 0, 0, 0, 0),
    requires,
    Uint8Array.of(4),
    tag(transfer.nonce),
    new Uint8Array(8).fill(255),
    Uint8Array.of(1),
  );
}

function apply(wire: Uint8Array, storage: RuntimeStorage, host: RuntimeHost): Uint8Array {
  const body = new ByteReader(wire).bytesWithLength();
  storage.put(KEY.extrinsics, concat(storage.get(KEY.extrinsics) ?? new Uint8Array(), blake2b256(wire)));
  if (body[0] === 4) {
    storage.put(KEY.now, body.slice(1));
    return Uint8Array.of(0, 0);
  }
  const checked = check(wire, storage, host);
  if (checked instanceof Uint8Array) return checked;
  const { transfer, expected } = checked;
  if (transfer.nonce > expected) return invalid(INVALID.future);
  if (transfer.amount === 999) {
    storage.begin();
    storage.put('ee', Uint8Array.of(1));
    throw new Error('the toy broke');
  }
  const from = readToyAccount(storage.get(toyAccountKey(transfer.signer)));
  const paid = from.free - transfer.tip;
  const moved = transfer.amount <= paid ? transfer.amount : 0;
  putAccount(storage, transfer.signer, { nonce: from.nonce + 1, free: paid - moved });
  const to = readToyAccount(storage.get(toyAccountKey(transfer.to)));
  putAccount(storage, transfer.to, { nonce: to.nonce, free: to.free + moved });
  return moved === transfer.amount ? Uint8Array.of(0, 0) : Uint8Array.of(0, 1, 1);
}

function finalize(storage: RuntimeStorage): Uint8Array {
  const header = decodeHeader(storage.get(KEY.header)!);
  const extrinsicsRoot = blake2b256(storage.get(KEY.extrinsics) ?? new Uint8Array());
  storage.delete(KEY.extrinsics);
  return encodeHeader({ ...header, extrinsicsRoot, stateRoot: storage.root() });
}

function inherents(data: Uint8Array): Uint8Array {
  const reader = new ByteReader(data);
  for (let left = reader.compact(); left > 0; left--) {
    const name = new TextDecoder().decode(reader.take(8));
    const value = reader.bytesWithLength();
    if (name === 'timstap0') return concat(Uint8Array.of(4), encodeCompact(9), Uint8Array.of(4), value);
  }
  return Uint8Array.of(0);
}

type Exported = (input: Uint8Array, storage: RuntimeStorage, host: RuntimeHost) => Uint8Array;
const FUNCTIONS: Record<string, Exported> = {
  // Names; authoring, spec and implementation version; no APIs; transaction and state version.
  Core_version: () =>
    concat(
      ...[encodeCompact(3), text.encode('toy'), encodeCompact(3), text.encode('toy')],
      ...[u32(1), u32(1), u32(1), encodeCompact(0), u32(1), Uint8Array.of(1)],
    ),
  Core_initialize_block: (input, storage) => {
    storage.put(KEY.header, input);
    return new Uint8Array();
  },
  BlockBuilder_inherent_extrinsics: inherents,
  BlockBuilder_apply_extrinsic: apply,
  BlockBuilder_finalize_block: (_, storage) => finalize(storage),
  TaggedTransactionQueue_validate_transaction: validate,
  AccountNonceApi_account_nonce: (input, storage) =>
    u32(readToyAccount(storage.get(toyAccountKey(input))).nonce),
  AuraApi_slot_duration: () => Uint8Array.of(0xe0, 0x2e, 0, 0, 0, 0, 0, 0),
  Metadata_metadata: () => concat(encodeCompact(5), text.encode('meta\x0e')),
};

export const toyRuntime: Runtime = {
  specName: 'toy',
  specVersion: 1,
  transactionVersion: 1,
  exports: new Set(Object.keys(FUNCTIONS)),
  call(method, input, storage, host) {
    return FUNCTIONS[method]!(input, storage, host);
  },
  buildGenesis(config, storage) {
    storage.put(KEY.code, text.encode('toy'));
    for (const [account, free] of (config as { balances: [string, number][] }).balances)
      putAccount(storage, fromHex(account), { nonce: 0, free });
  },
};

export interface ToyPair {
  readonly secret: Uint8Array;
  readonly account: Uint8Array;
}
export function toyPair(seed: number): ToyPair {
  const secret = sr25519.secretFromSeed(new Uint8Array(32).fill(seed));
  return { secret, account: sr25519.getPublicKey(secret) };
}

/** A signed transfer on the wire. */
export function toyTransfer(
  from: ToyPair,
  nonce: number,
  options: { tip?: number; to?: Uint8Array; amount?: number } = {},
): Uint8Array {
  const to = options.to ?? new Uint8Array(32).fill(9);
  const message = concat(u32(nonce), Uint8Array.of(options.tip ?? 0), to, u32(options.amount ?? 1));
  const signature = sr25519.sign(from.secret, message);
  const body = concat(Uint8Array.of(0x84, 0), from.account, Uint8Array.of(1), signature, message);
  return concat(encodeCompact(body.length), body);
}
