import { encodeAddress } from '@yumanet/polkadot/util-crypto';
import { EmissionServiceService, Verdict, type EpochVerdict } from '@yumanet/proto/emission/v1';
import { ValidatorServiceService, type GetStatusResponse } from '@yumanet/proto/validator/v1';
import { backoffDelay, createGrpcClient, sleep, systemClock, type GrpcClient } from '@yumanet/service-kit';
import { auditLine } from '../emission/audit.js';
import type { EpochRow, NeuronRow } from './epoch-row.js';

/** Longer than a tempo of an hour is silent: the stream ends, and is asked for again. */
const IDLE_MS = 60_000;
const STATUS_MS = 2_000;
const AUDIT_MS = 250;
const RETRY = { initialMs: 200, maxMs: 3_000 };
const SS58_FORMAT = 42;

/** Who is on a subnet. */
export interface SubnetCast {
  readonly mechanism: string;
  /** Address of a hotkey → its name and role. */
  readonly players: ReadonlyMap<string, { readonly name: string; readonly role: string }>;
  /** gRPC of the validator whose scores are shown. */
  readonly validatorGrpc: string;
}

export interface Cast {
  /** By netuid; epochs of others are not shown. */
  readonly subnets: ReadonlyMap<number, SubnetCast>;
  /** First block whose epochs are of interest. */
  readonly fromBlock: number;
  readonly emissionGrpc: string;
}

/** Every epoch of a network's subnets as the second opinion gives it, in order, without a gap, also over its restarts. */
export async function* followEpochs(cast: Cast, signal: AbortSignal): AsyncGenerator<EpochRow> {
  const client = createGrpcClient(EmissionServiceService, { address: cast.emissionGrpc });
  const validators = new Map(
    [...cast.subnets].map(([netuid, { validatorGrpc }]) => [netuid, new ValidatorStatus(validatorGrpc)]),
  );
  const shown = new Map<number, bigint>();
  let fromBlock = BigInt(cast.fromBlock);
  let audited = fromBlock - 1n;
  try {
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        const stream = client.streamEpochVerdicts(
          { netuid: undefined, fromBlock },
          { idleMs: IDLE_MS, signal },
        );
        for await (const { verdict } of stream) {
          const subnet = verdict && cast.subnets.get(verdict.netuid);
          // Epochs of two subnets may be in one block: asked for again from it on, some come again.
          if (!verdict || !subnet || verdict.block <= (shown.get(verdict.netuid) ?? -1n)) continue;
          failures = 0;
          fromBlock = verdict.block;
          shown.set(verdict.netuid, verdict.block);
          const audit = await auditOf(client, audited + 1n, verdict.block, signal);
          if (audit !== undefined) audited = verdict.block;
          const scores = (await validators.get(verdict.netuid)?.scores()) ?? new Map<string, number>();
          yield { ...rowOf(subnet, verdict, scores), audit };
        }
      } catch {
        // It is not there just now, and says so itself; it is asked again.
      }
      await sleep(systemClock(), backoffDelay(failures, RETRY), signal).catch(() => undefined);
    }
  } finally {
    client.close();
    for (const validator of validators.values()) validator.close();
  }
}

/** The ledger comes to a block some moments after the verdict; it is waited for so often. */
const AUDIT_TRIES = 20;

/** The books of the blocks since the last epoch; undefined when the ledger does not come to them in time. */
async function auditOf(
  client: GrpcClient<typeof EmissionServiceService>,
  fromBlock: bigint,
  toBlock: bigint,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (fromBlock > toBlock) return undefined;
  for (let tries = 0; tries < AUDIT_TRIES && !signal.aborted; tries++) {
    try {
      return auditLine(await client.getAudit({ fromBlock, toBlock }, { deadlineMs: STATUS_MS }));
    } catch {
      await sleep(systemClock(), AUDIT_MS, signal).catch(() => undefined);
    }
  }
  return undefined;
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

function rowOf(
  { players, mechanism }: SubnetCast,
  epoch: EpochVerdict,
  scores: ReadonlyMap<string, number>,
): Omit<EpochRow, 'audit'> {
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
    mechanism,
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
