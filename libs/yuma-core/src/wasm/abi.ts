/**
 * The boundary to the binary: parameters and arrays in, `run`, arrays out. The only TypeScript file with pointers, but for
 * `dense-rows.ts`.
 * Input has passed `checkEpochInput`, so every length below is what the layout was made for.
 */
import { lastTempoBlock } from '../epoch/bonds-mask.js';
import { YumaError } from '../errors.js';
import { Route, Slot, Status, type Phase } from '../generated/slots.js';
import type { EpochInput, EpochInput2026, EpochOutput, RawTerms } from '../types.js';
import type { YumaExports } from './instantiate.js';

/** Everything else of the header is 0 in an epoch of 2024. */
const FLAG = (value: boolean) => (value ? 1n : 0n);

type TypedArray = Uint8Array | Uint16Array | Uint32Array | BigUint64Array | BigInt64Array;
type TypedArrayClass<T> = new (buffer: ArrayBufferLike, at: number, length: number) => T;

export class Abi {
  private readonly headerAddress: number;
  /** The header in halves of slots, low half first. */
  private words: Uint32Array;
  private loaded: EpochInput | null = null;

  /**
   * @param warmStart Try the last consensus first: for epochs that follow each other.
   * @param route Serves tests: force a path where it can be taken.
   */
  constructor(
    private readonly exports: YumaExports,
    private readonly warmStart = false,
    private readonly route: Route = Route.auto,
  ) {
    this.headerAddress = exports.headerAddress();
    this.words = new Uint32Array(exports.memory.buffer, this.headerAddress, 2 * Slot.COUNT);
  }

  /**
   * Runs one epoch.
   *
   * @returns null where stake is negative or exceeds I64F64: no chain can hold that, and only the reference wraps as upstream would.
   * @throws YumaError OUT_OF_MEMORY
   */
  runEpoch(input: EpochInput): EpochOutput | null {
    this.write(input);
    this.exports.run();
    return this.result(input);
  }

  /** Runs an epoch whose outputs nobody wants, on an input that is in memory if it was the last; for measurements. */
  runLoaded(input: EpochInput): void {
    if (this.loaded !== input) this.write(input);
    this.exports.run();
    // 2024 widens stake in place, so that its input must be written again.
    if (input.ruleset === '2024') this.loaded = null;
  }

  /** The output of an epoch that has run, or null as `runEpoch`. */
  result(input: EpochInput): EpochOutput | null {
    const status = this.slot(Slot.status) as Status;
    if (status === Status.impossibleStake) return null;
    this.expectMemory(status, input);
    return this.read(input);
  }

  /** Phases instead of `run`: see `assembly/phases.ts`. */
  begin(threads: number): Phase {
    this.header()[Slot.threads] = BigInt(threads);
    return this.exports.begin();
  }

  work(phase: Phase, thread: number): void {
    this.exports.work(phase, thread);
  }

  advance(phase: Phase): Phase {
    return this.exports.advance(phase);
  }

  /** Copies an input into memory that is laid out for it. */
  write(input: EpochInput): void {
    const { weights, bonds } = input;
    this.expectMemory(
      this.exports.layout(
        input.n,
        input.lastUpdate.length,
        weights.entries.length / 2,
        bonds.entries.length / 2,
      ),
      input,
    );
    this.loaded = input;
    const header = this.header();
    const buffer = this.exports.memory.buffer;
    header[Slot.route] = BigInt(this.route);
    header[Slot.warmStart] = FLAG(this.warmStart);
    writeParameters(header, input);
    const copy = (slot: Slot, from: TypedArray) => {
      new Uint8Array(buffer, this.slot(slot), from.byteLength).set(
        new Uint8Array(from.buffer, from.byteOffset, from.byteLength),
      );
    };
    copy(Slot.lastUpdate, input.lastUpdate);
    copy(Slot.blockAtRegistration, input.blockAtRegistration);
    copy(Slot.validatorPermit, input.validatorPermit);
    copy(Slot.weightOffsets, weights.offsets);
    copy(Slot.weightEntries, weights.entries);
    copy(Slot.bondOffsets, bonds.offsets);
    copy(Slot.bondEntries, bonds.entries);
    if (input.ruleset === '2024') {
      copy(Slot.stakeIn, input.stake);
    } else {
      copy(Slot.stakeIn, input.stakeI64F64);
      copy(Slot.commitBlocks, input.commitBlocks);
    }
  }

  /** Copies the outputs out: one copy for all arrays, which are views of it, and one for the bonds. */
  read(input: EpochInput): EpochOutput {
    const { n } = input;
    const start = this.slot(Slot.active);
    const copy = this.copy(start, this.slot(Slot.oldPermit) - start);
    const take = <T extends TypedArray>(type: TypedArrayClass<T>, slot: Slot, length = n): T =>
      new type(copy, this.slot(slot) - start, length);
    const offsets = take(Uint32Array, Slot.outOffsets, n + 1);
    const entries = new Uint16Array(this.copy(this.slot(Slot.outEntries), 4 * offsets[n]!));
    const raw: RawTerms = {
      stake: take(BigInt64Array, Slot.stake),
      activeStake: take(BigInt64Array, Slot.activeStake),
      consensus: take(BigInt64Array, Slot.consensus),
      validatorTrust: take(BigInt64Array, Slot.validatorTrust),
      incentive: take(BigInt64Array, Slot.incentive),
      dividends: take(BigInt64Array, Slot.dividends),
    };
    const common = {
      n,
      active: take(Uint8Array, Slot.active),
      consensus: take(Uint16Array, Slot.consensusU16),
      incentive: take(Uint16Array, Slot.incentiveU16),
      dividends: take(Uint16Array, Slot.dividendsU16),
      validatorTrust: take(Uint16Array, Slot.validatorTrustU16),
      newValidatorPermit: take(Uint8Array, Slot.newPermit),
      serverEmissionRao: take(BigUint64Array, Slot.serverEmission),
      validatorEmissionRao: take(BigUint64Array, Slot.validatorEmission),
      emissionRao: take(BigUint64Array, Slot.emission),
      bonds: { offsets, entries },
      raw,
    };
    if (input.ruleset === '2024') {
      return {
        ruleset: '2024',
        ...common,
        rank: common.incentive.slice(),
        trust: take(Uint16Array, Slot.trustU16),
        pruningScores: take(Uint16Array, Slot.pruningScores),
      };
    }
    return {
      ruleset: '2026',
      ...common,
      stakeRao: take(BigUint64Array, Slot.stakeRao),
      stakeWeight: take(Uint16Array, Slot.stakeWeight),
    };
  }

  /** Bytes of linear memory that this instance holds. */
  get memoryBytes(): number {
    return this.exports.memory.buffer.byteLength;
  }

  /** A length, a pointer or an enum in the header: what fits 32 bits. */
  slot(slot: Slot): number {
    const { buffer } = this.exports.memory;
    // Memory may have grown, which detaches earlier views.
    if (this.words.buffer !== buffer)
      this.words = new Uint32Array(buffer, this.headerAddress, 2 * Slot.COUNT);
    return this.words[2 * slot]!;
  }

  /** Linear memory as it is now: growth detaches it. */
  get buffer(): ArrayBufferLike {
    return this.exports.memory.buffer;
  }

  /** Bytes of linear memory, in memory of their own that no thread shares. */
  private copy(at: number, length: number): ArrayBuffer {
    // The constructor, unlike `slice`, gives an ArrayBuffer from shared memory, too.
    return new Uint8Array(new Uint8Array(this.exports.memory.buffer, at, length)).buffer;
  }

  private header(): BigInt64Array {
    return new BigInt64Array(this.exports.memory.buffer, this.headerAddress, Slot.COUNT);
  }

  private expectMemory(status: number, input: EpochInput): void {
    if ((status as Status) !== Status.outOfMemory) return;
    const pairs = (input.weights.entries.length + input.bonds.entries.length) / 2;
    throw new YumaError(
      'OUT_OF_MEMORY',
      `memory: expected room for n=${input.n} and ${pairs} weights and bonds, got ${this.memoryBytes} bytes`,
      { n: input.n, pairs, bytes: this.memoryBytes },
    );
  }
}

function writeParameters(header: BigInt64Array, input: EpochInput): void {
  header[Slot.ruleset2024] = FLAG(input.ruleset === '2024');
  header[Slot.currentBlock] = input.currentBlock;
  header[Slot.activityCutoff] = input.activityCutoff;
  header[Slot.maxAllowedValidators] = BigInt(input.maxAllowedValidators);
  header[Slot.kappa] = BigInt(input.kappa);
  header[Slot.bondsMovingAverage] = input.bondsMovingAverage;
  header[Slot.raoEmission] = input.raoEmission;
  if (input.ruleset === '2026') writeParameters2026(header, input);
  else writeParameters2024(header);
}

function writeParameters2026(header: BigInt64Array, input: EpochInput2026): void {
  header[Slot.minStake] = input.minStake;
  header[Slot.ownerUid] = BigInt(input.ownerUid ?? -1);
  header[Slot.bondsPenalty] = BigInt(input.bondsPenalty);
  header[Slot.commitReveal] = FLAG(input.commitReveal);
  header[Slot.yuma3] = FLAG(input.yuma3);
  header[Slot.liquidAlpha] = FLAG(input.liquidAlpha);
  header[Slot.alphaLow] = BigInt(input.alphaLow);
  header[Slot.alphaHigh] = BigInt(input.alphaHigh);
  header[Slot.alphaSigmoidSteepness] = BigInt(input.alphaSigmoidSteepness);
  header[Slot.lastTempoBlock] = lastTempoBlock(input);
}

/** What 2024 does not know: nobody owns, bonds follow the clipped weights, no Yuma 3. */
function writeParameters2024(header: BigInt64Array): void {
  header[Slot.minStake] = 0n;
  header[Slot.ownerUid] = -1n;
  header[Slot.bondsPenalty] = 65535n;
  header[Slot.commitReveal] = 0n;
  header[Slot.yuma3] = 0n;
  header[Slot.liquidAlpha] = 0n;
}
