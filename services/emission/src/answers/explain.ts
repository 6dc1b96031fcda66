import { inputOf, snapshotCodec, snapshotDigest, type EpochSnapshotValue } from '@yumanet/subtensor';
import type { ExplainRequest, ExplainResponse } from '@yumanet/proto/emission/v1';
import { refusal } from '@yumanet/service-kit';
import { explainEpoch, explainSentences, type EpochExplanation, type YumaEngine } from '@yumanet/yuma-core';
import { emissionError } from '../errors.js';
import { checkNetuid } from '../grpc/check-netuid.js';
import { entryMessage } from '../grpc/ledger-messages.js';
import type { LedgerEntry } from '../ledger/ledger-entry.js';
import type { LedgerStore } from '../ledger/ledger-store.js';
import type { EpochInputs } from './epoch-inputs.js';
import { payoutSentence } from './payout-sentence.js';

export interface ExplainParts {
  readonly inputs: Pick<EpochInputs, 'of'>;
  readonly ledger: Pick<LedgerStore, 'entries' | 'audit'>;
  readonly yuma: YumaEngine;
}

const MAX_PAYOUT = 10_000;
const SNAPSHOT = snapshotCodec();

/**
 * Explain: a neuron's epoch, step by step, and who got what it was paid.
 *
 * @throws ServiceError INVALID_ARGUMENT, EPOCH_UNKNOWN, HOTKEY_UNKNOWN; others as the chain's gRPC.
 */
export async function explain(
  parts: ExplainParts,
  { netuid, who, block }: ExplainRequest,
): Promise<ExplainResponse> {
  checkNetuid(netuid);
  if (who === undefined) throw refusal('INVALID_ARGUMENT', 'who', 'a uid or a hotkey', 'neither');
  const snapshot = await parts.inputs.of(netuid, block);
  const [uid, hotkey] = neuronOf(snapshot, who);
  const input = inputOf(snapshot);
  const epoch = explainEpoch(input, parts.yuma.runEpoch(input), uid);
  // First: of a block that is in the ledger by then, all entries are.
  const paidIn = await parts.ledger.audit(snapshot.block + 1);
  const payout = await payoutOf(parts.ledger, snapshot, hotkey);
  const steps = explainSentences(epoch);
  return {
    netuid,
    block: BigInt(snapshot.block),
    uid,
    hotkey: Buffer.from(hotkey, 'hex'),
    steps:
      payout.length === 0 ? [...steps] : [...steps, { step: 'payout', sentence: payoutSentence(payout) }],
    weights: epoch.weights.map(({ uid: target, set, outcome, normalized, consensus, clipped }) => ({
      uid: target,
      set,
      outcome,
      normalizedBits: normalized,
      consensusBits: consensus,
      clippedBits: clipped,
    })),
    received: epoch.received.map(({ uid: validator, activeStake, weight, clipped }) => ({
      uid: validator,
      activeStakeBits: activeStake,
      weightBits: weight,
      clippedBits: clipped,
    })),
    numbers: numbersOf(epoch),
    payout: payout.map(entryMessage),
    snapshotDigest: Buffer.from(snapshotDigest(SNAPSHOT.encode(snapshot)), 'hex'),
    payoutKnown: paidIn !== undefined,
  };
}

function neuronOf(
  { hotkeys, netuid, block }: EpochSnapshotValue,
  who: NonNullable<ExplainRequest['who']>,
): readonly [uid: number, hotkey: string] {
  const wanted = who.$case === 'uid' ? who.uid : who.hotkey.toString('hex');
  const found = hotkeys.find(([uid, hotkey]) => uid === wanted || hotkey === wanted);
  if (found !== undefined) return found;
  const what = who.$case === 'uid' ? `uid ${wanted}` : `hotkey ${String(wanted).slice(0, 64)}`;
  throw emissionError('HOTKEY_UNKNOWN', `${what}: expected a neuron of netuid ${netuid} in block ${block}`, {
    netuid,
    block,
  });
}

/** Empty while the next block is not in the ledger, and where nothing was paid. */
async function payoutOf(
  ledger: Pick<LedgerStore, 'entries'>,
  { netuid, block }: EpochSnapshotValue,
  hotkey: string,
): Promise<LedgerEntry[]> {
  const paidIn = { fromBlock: block + 1, toBlock: block + 1 };
  const entries = await ledger.entries({ ...paidIn, netuid, hotkey, limit: MAX_PAYOUT });
  return entries.filter(({ from, epoch }) => from.startsWith('loaded:') && epoch === block);
}

const numbersOf = (epoch: EpochExplanation): NonNullable<ExplainResponse['numbers']> => ({
  active: epoch.active,
  stakeRao: epoch.stakeRao,
  stakeBits: epoch.stake,
  activeStakeBits: epoch.activeStake,
  permitBefore: epoch.permitBefore,
  permitAfter: epoch.permitAfter,
  validatorTrustBits: epoch.validatorTrust,
  consensusBits: epoch.consensus,
  prerankBits: epoch.prerank,
  rankBits: epoch.rank,
  trust: epoch.trust,
  incentive: epoch.incentive,
  dividends: epoch.dividends,
  raoEmission: epoch.raoEmission,
  serverEmissionRao: epoch.serverEmissionRao,
  validatorEmissionRao: epoch.validatorEmissionRao,
});
