import {
  Codecs,
  blake2_256,
  bool,
  struct,
  toHex,
  tuple,
  u16,
  u64,
  u8,
  vec,
  type ValueOf,
} from '@yumanet/frame';
import type { EpochInput2024, EpochOutput2024 } from '@yumanet/yuma-core';
import { packPairs, pairsOf } from './pairs.js';
import { snapshotCodec, snapshotDigest, takeSnapshot } from './snapshot.js';

const VERSION = 1;

/** One epoch's output as a message, SCALE, in this order; raw terms are I32F32 bits, two's complement. */
const EpochResult = struct('yumanet::EpochResult', {
  version: u8,
  active: vec(bool),
  rank: vec(u16),
  trust: vec(u16),
  consensus: vec(u16),
  incentive: vec(u16),
  dividends: vec(u16),
  validator_trust: vec(u16),
  pruning_scores: vec(u16),
  validator_permit: vec(bool),
  server_emission: vec(u64),
  validator_emission: vec(u64),
  emission: vec(u64),
  bonds: vec(vec(tuple(u16, u16))),
  raw: vec(vec(u64)),
});

const RAW = ['stake', 'activeStake', 'consensus', 'validatorTrust', 'incentive', 'dividends'] as const;

/** Encodes and decodes results; throws a FrameError (SCALE_*) or RangeError on bytes that are none. */
export function epochResultCodec(): {
  encode(output: EpochOutput2024): Uint8Array;
  decode(bytes: Uint8Array): EpochOutput2024;
} {
  const codecs = new Codecs({});
  return {
    encode: (output) => codecs.encode(EpochResult, plain(output)),
    decode: (bytes) => outputOf(codecs.decode(EpochResult, bytes)),
  };
}

const flags = (values: Uint8Array): boolean[] => Array.from(values, Boolean);

const plain = (output: EpochOutput2024) => ({
  version: VERSION,
  active: flags(output.active),
  rank: [...output.rank],
  trust: [...output.trust],
  consensus: [...output.consensus],
  incentive: [...output.incentive],
  dividends: [...output.dividends],
  validator_trust: [...output.validatorTrust],
  pruning_scores: [...output.pruningScores],
  validator_permit: flags(output.newValidatorPermit),
  server_emission: [...output.serverEmissionRao],
  validator_emission: [...output.validatorEmissionRao],
  emission: [...output.emissionRao],
  bonds: pairsOf(output.bonds, output.n),
  raw: RAW.map((name) => Array.from(output.raw[name], (bits) => BigInt.asUintN(64, bits))),
});

function outputOf(result: ValueOf<typeof EpochResult>): EpochOutput2024 {
  const n = result.active.length;
  const { version, raw, bonds, ...vectors } = result;
  if (version !== VERSION) throw new RangeError(`epoch result: expected version ${VERSION}, got ${version}`);
  for (const [name, vector] of [...Object.entries(vectors), ['bonds', bonds] as const, ...raw.entries()])
    if (vector.length !== n)
      throw new RangeError(`epoch result: expected ${n} values of ${name}, got ${vector.length}`);
  const bits = (k: number) => BigInt64Array.from(raw[k] ?? [], (value) => BigInt.asIntN(64, value));
  return {
    ruleset: '2024',
    n,
    active: Uint8Array.from(result.active, Number),
    rank: Uint16Array.from(result.rank),
    trust: Uint16Array.from(result.trust),
    consensus: Uint16Array.from(result.consensus),
    incentive: Uint16Array.from(result.incentive),
    dividends: Uint16Array.from(result.dividends),
    validatorTrust: Uint16Array.from(result.validator_trust),
    pruningScores: Uint16Array.from(result.pruning_scores),
    newValidatorPermit: Uint8Array.from(result.validator_permit, Number),
    serverEmissionRao: BigUint64Array.from(result.server_emission),
    validatorEmissionRao: BigUint64Array.from(result.validator_emission),
    emissionRao: BigUint64Array.from(result.emission),
    bonds: packPairs(bonds),
    raw: {
      stake: bits(0),
      activeStake: bits(1),
      consensus: bits(2),
      validatorTrust: bits(3),
      incentive: bits(4),
      dividends: bits(5),
    },
  };
}

const NOBODY = '00'.repeat(32);

/** An epoch's input alone, as the snapshot of nobody's epoch: what anybody needs to compute it. */
export const encodeInput = (input: EpochInput2024): Uint8Array =>
  snapshotCodec().encode(takeSnapshot({ netuid: 0, hotkeys: [], input, output: undefined as never }, NOBODY));

/** Names an input: epochs with equal inputs have equal outputs. */
export const inputDigest = (encoded: Uint8Array): string => snapshotDigest(encoded);

/** Bytes that a worker signs for a result. All hex without 0x but `result`. */
export function resultPayload(genesisHash: string, digest: string, result: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode('yumanet epoch result v1');
  const tail = `${genesisHash}${digest}${toHex(blake2_256(result))}`;
  return new Uint8Array([...head, ...(tail.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16))]);
}
