// Extrinsics: signed ones of the real runtime, nested ones, and what mutation makes of them.
import { getPublicKey, secretFromSeed, sign } from '@scure/sr25519';
import { blake2b } from '@noble/hashes/blake2.js';
import { mutate } from './random.mjs';

/** The well-known //Alice of every development chain, who has money; the others have none. */
const ALICE = Buffer.from('e5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a', 'hex');
const SIGNERS = 4;

/** Pallet and call index: Utility.batch, Sudo.sudo. */
const BATCH = Buffer.of(11, 0);
const SUDO = Buffer.of(12, 0);

/** SCALE compact of a number below 2^30. */
function compact(value) {
  if (value < 64) return Buffer.of(value << 2);
  if (value < 2 ** 14) return Buffer.of(((value << 2) | 1) & 0xff, value >> 6);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(((value << 2) | 2) >>> 0);
  return bytes;
}
const u32 = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** Signs any call bytes as spec 185 wants them signed: immortal, nonce and tip as given. */
function signed(chain, secret, call, nonce, tip) {
  const extra = Buffer.concat([Buffer.of(0), compact(nonce), compact(tip)]);
  const { specVersion, transactionVersion, genesis } = chain;
  const added = Buffer.concat([u32(specVersion), u32(transactionVersion), genesis, genesis]);
  const payload = Buffer.concat([call, extra, added]);
  const message = payload.length > 256 ? blake2b(payload, { dkLen: 32 }) : payload;
  const signature = Buffer.from(sign(secret, new Uint8Array(message)));
  const body = Buffer.concat([
    Buffer.of(0x84, 0),
    Buffer.from(getPublicKey(secret)),
    Buffer.of(1),
    signature,
    extra,
    call,
  ]);
  return Buffer.concat([compact(body.length), body]);
}

/** Extrinsics to begin with, each well signed: real calls, unknown ones, and calls within calls within calls. */
export function extrinsicSeeds(random, chain) {
  const seeds = [ALICE, ...Array.from({ length: SIGNERS - 1 }, () => random.bytes(32))];
  const secrets = seeds.map((seed) => secretFromSeed(new Uint8Array(seed)));
  const transfer = Buffer.concat([Buffer.from('050300', 'hex'), random.bytes(32), compact(1000)]);
  const remark = Buffer.from('00000c010203', 'hex');
  const calls = [
    ...[transfer, remark, Buffer.concat([BATCH, compact(2), transfer, remark])],
    ...[Buffer.concat([SUDO, remark]), Buffer.concat([BATCH, Buffer.of(0xfe, 0xff, 0xff, 0xff)])],
    ...Array.from({ length: 64 }, () =>
      Buffer.concat([Buffer.of(random.below(24), random.below(80)), random.bytes(random.below(100))]),
    ),
    ...[2, 50, 256, 257, 5000].map((depth) =>
      Buffer.concat([...Array.from({ length: depth }, () => Buffer.concat([BATCH, compact(1)])), remark]),
    ),
  ];
  return calls.map((call, i) => signed(chain, secrets[i % SIGNERS], call, random.below(3), random.below(2)));
}

const METHODS = [
  (hex) => ['author_submitExtrinsic', [hex]],
  (hex) => ['payment_queryInfo', [hex]],
  (hex) => ['payment_queryFeeDetails', [hex]],
  (hex) => ['author_submitAndWatchExtrinsic', [hex]],
  (hex) => ['transactionWatch_v1_submitAndWatch', [hex]],
  (hex) => ['state_call', ['BlockBuilder_apply_extrinsic', hex]],
  (hex, hash) => [
    'state_call',
    ['TaggedTransactionQueue_validate_transaction', `0x02${hex.slice(2)}${hash.slice(2)}`],
  ],
  (hex) => ['state_call', ['TransactionPaymentApi_query_info', `${hex}${'00'.repeat(4)}`]],
];

/** One request with an extrinsic that is nearly one. */
export function extrinsicInput(random, known) {
  const seed = Buffer.from(random.pick(known.extrinsics).slice(2), 'hex');
  const bytes = random.chance(0.9) ? mutate(random, seed) : random.bytes(random.below(300));
  const [method, params] = random.pick(METHODS)(
    `0x${fixLength(random, bytes).toString('hex')}`,
    random.pick(known.hashes),
  );
  return JSON.stringify({ jsonrpc: '2.0', id: 1 + random.below(1e9), method, params });
}

/** Mostly the length in front is right: else nothing behind it would ever be looked at. */
function fixLength(random, bytes) {
  if (bytes.length < 8 || random.chance(0.2)) return bytes;
  const mode = bytes[0] & 3;
  const body = bytes.subarray(mode === 0 ? 1 : mode === 1 ? 2 : 4);
  return Buffer.concat([compact(body.length), body]);
}
