import { snapshotCodec, snapshotDigest, type EpochSnapshotValue } from '@yumanet/subtensor';
import type { ChainServiceService } from '@yumanet/proto/chain/v1';
import { hasCode, type GrpcClient } from '@yumanet/service-kit';
import { emissionError } from '../errors.js';
import type { VerdictStore } from '../verdicts/verdict-store.js';

const CALL_MS = 20_000;
/** Inputs that are kept: a full subnet's is some 250 kB. */
const KEPT = 64;

/** The inputs of epochs: those asked for last are at hand, others the chain is asked for. */
export class EpochInputs {
  readonly #kept = new Map<string, EpochSnapshotValue>();
  readonly #codec = snapshotCodec();

  constructor(
    private readonly chain: Pick<GrpcClient<typeof ChainServiceService>, 'getEpochSnapshot'>,
    private readonly verdicts: Pick<VerdictStore, 'find'>,
  ) {}

  /** Keeps an input that was fetched for another reason. */
  keep(snapshot: EpochSnapshotValue): void {
    this.#kept.set(`${snapshot.netuid}/${snapshot.block}`, snapshot);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }

  /**
   * @param block undefined: the subnet's last epoch.
   * @throws ServiceError EPOCH_UNKNOWN; others as the chain's gRPC.
   */
  async of(netuid: number, block: bigint | undefined): Promise<EpochSnapshotValue> {
    const verdict = this.verdicts.find(netuid, block);
    const number = block ?? verdict?.block;
    if (number === undefined) throw unknown(netuid, undefined, 'no epoch was seen yet');
    const known = this.#kept.get(`${netuid}/${number}`);
    if (known !== undefined) return known;
    const ref = verdict
      ? { $case: 'hash' as const, hash: verdict.blockHash }
      : { $case: 'number' as const, number };
    try {
      const { snapshot } = await this.chain.getEpochSnapshot(
        { netuid, block: { ref } },
        { deadlineMs: CALL_MS },
      );
      if (verdict && snapshotDigest(snapshot) !== verdict.snapshotDigest.toString('hex'))
        throw unknown(netuid, number, 'the chain’s input is not the one that was verified');
      const value = this.#codec.decode(snapshot);
      this.keep(value);
      return value;
    } catch (error) {
      if (hasCode(error, 'EPOCH_UNKNOWN', 'BLOCK_UNKNOWN', 'STATE_DISCARDED'))
        throw unknown(netuid, number, error.message);
      throw error;
    }
  }
}

function unknown(netuid: number, block: bigint | undefined, why: string) {
  const what = `epoch of netuid ${netuid}${block === undefined ? '' : ` in block ${block}`}`;
  return emissionError('EPOCH_UNKNOWN', `${what}: ${why}`, {
    netuid,
    ...(block === undefined ? {} : { block: Number(block) }),
  });
}
