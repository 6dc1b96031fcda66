/** An unfinished simulation on disk; written whole beside the old one, then renamed, so that a kill leaves one of the two. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusal, YumaError } from '../../errors.js';
import type { RecorderState } from '../../simulate/recorder.js';
import type { SimulationState } from '../../simulate/simulation.js';

const VERSION = 1;
const NAME = 'checkpoint.json';

export interface Checkpoint {
  readonly simulation: SimulationState;
  readonly recorder: RecorderState;
  /** Length of the CSV file that belongs to it. */
  readonly csvBytes: number;
}

const ARRAYS = { Uint8Array, Uint16Array, Uint32Array, BigUint64Array } as const;

export class CheckpointFile {
  private readonly path: string;

  /** @param key What the simulation is about; another one's checkpoint is refused. */
  constructor(
    folder: string,
    private readonly key: string,
  ) {
    this.path = join(folder, NAME);
  }

  save(checkpoint: Checkpoint): void {
    const text = JSON.stringify({ yumaSimulate: VERSION, key: this.key, ...checkpoint }, encode);
    writeFileSync(`${this.path}.new`, text);
    renameSync(`${this.path}.new`, this.path);
  }

  /**
   * undefined where there is none.
   *
   * @throws YumaError STATE_EXISTS where there is one and nobody said resume, STATE_MISMATCH where it is of other parameters.
   */
  load(resume: boolean): Checkpoint | undefined {
    if (!existsSync(this.path)) return undefined;
    if (!resume) {
      const message = `${this.path}: expected a new folder or --resume, got an unfinished simulation`;
      throw new YumaError('STATE_EXISTS', message);
    }
    const { yumaSimulate, key, ...rest } = JSON.parse(
      readFileSync(this.path, 'utf8'),
      decode,
    ) as Checkpoint & {
      yumaSimulate: number;
      key: string;
    };
    if (yumaSimulate !== VERSION || key !== this.key) {
      throw refusal('STATE_MISMATCH', this.path, this.key, key);
    }
    return rest;
  }
}

function encode(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return { $bigint: String(value) };
  if (!ArrayBuffer.isView(value)) return value;
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return { $array: value.constructor.name, base64: bytes.toString('base64') };
}

function decode(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('$bigint' in value) return BigInt(value.$bigint as string);
  if (!('$array' in value)) return value;
  const { $array, base64 } = value as unknown as { $array: keyof typeof ARRAYS; base64: string };
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return new ARRAYS[$array](bytes.buffer);
}
