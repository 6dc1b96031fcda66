import { encodeAddress } from '@polkadot/util-crypto';
import { EmissionServiceService, Verdict, type EpochVerdict } from '@yumanet/proto/emission/v1';
import { ValidatorServiceService, type GetStatusResponse } from '@yumanet/proto/validator/v1';
import { backoffDelay, createGrpcClient, sleep, systemClock } from '@yumanet/service-kit';
import type { EpochRow, NeuronRow } from './epoch-row.js';

/** Longer than a tempo of an hour is silent: the stream ends, and is asked for again. */
const IDLE_MS = 60_000;
const STATUS_MS = 2_000;
const RETRY = { initialMs: 200, maxMs: 3_000 };
const SS58_FORMAT = 42;

export interface Cast {
  /** Address of a hotkey → its name and role. */
  readonly players: ReadonlyMap<string, { readonly name: string; readonly role: string }>;
  readonly netuid: number;
  /** First block whose epochs are of interest. */
  readonly fromBlock: number;
  readonly emissionGrpc: string;
  readonly validatorGrpc: string;
}

/** Every epoch of a subnet as the second opinion gives it, in order, without a gap, also over its restarts. */
export async function* followEpochs(cast: Cast, signal: AbortSignal): AsyncGenerator<EpochRow> {
  const client = createGrpcClient(EmissionServiceService, { address: cast.emissionGrpc });
  const validator = new ValidatorStatus(cast.validatorGrpc);
  let fromBlock = BigInt(cast.fromBlock);
  try {
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        const stream = client.streamEpochVerdicts(
          { netuid: cast.netuid, fromBlock },
          { idleMs: IDLE_MS, signal },
        );
        for await (const { verdict } of stream) {
          if (verdict === undefined) continue;
          failures = 0;
          fromBlock = verdict.block + 1n;
          yield rowOf(cast, verdict, await validator.scores());
        }
      } catch {
        // It is not there just now, and says so itself; it is asked again.
      }
      await sleep(systemClock(), backoffDelay(failures, RETRY), signal).catch(() => undefined);
    }
  } finally {
    client.close();
    validator.close();
  }
}

/** What the validator thinks of each hotkey; what it thought last while it does not answer. */
export class ValidatorStatus {
  private readonly client;
  private last: ReadonlyMap<string, number> = new Map();

  constructor(address: string) {
    this.client = createGrpcClient(ValidatorServiceService, { address });
  }

  async scores(): Promise<ReadonlyMap<string, number>> {
    try {
      this.last = scoresOf(await this.client.getStatus({}, { deadlineMs: STATUS_MS }));
    } catch {
      // It is not there just now.
    }
    return this.last;
  }

  close(): void {
    this.client.close();
  }
}

const scoresOf = ({ scores }: GetStatusResponse): ReadonlyMap<string, number> =>
  new Map(
    scores.flatMap(({ score }) => (score === undefined ? [] : [[addressOf(score.hotkey), score.score]])),
  );

const addressOf = (hotkey: Uint8Array): string => encodeAddress(hotkey, SS58_FORMAT);

function rowOf({ players }: Cast, epoch: EpochVerdict, scores: ReadonlyMap<string, number>): EpochRow {
  const neurons = epoch.neurons.map((neuron): NeuronRow => {
    const hotkey = addressOf(neuron.hotkey);
    const { name, role } = players.get(hotkey) ?? { name: hotkey, role: 'other' };
    return {
      uid: neuron.uid,
      hotkey,
      name,
      role,
      stakeRao: neuron.stakeRao,
      score: scores.get(hotkey),
      incentive: neuron.incentive,
      dividends: neuron.dividends,
      emissionRao: neuron.serverEmissionRao + neuron.validatorEmissionRao,
    };
  });
  return {
    netuid: epoch.netuid,
    block: Number(epoch.block),
    verdict: verdictText(epoch),
    raoEmission: epoch.raoEmission,
    neurons,
  };
}

function verdictText({ verdict, difference, reason }: EpochVerdict): string {
  if (verdict === Verdict.VERDICT_EQUAL) return 'equal';
  if (difference === undefined) return `not verified (${reason})`;
  const { field, uid, expected, got } = difference;
  return `DIFFERENT: ${field}${uid === undefined ? '' : ` of uid ${uid}`}: expected ${expected}, got ${got}`;
}
