import { readFileSync } from 'node:fs';
import type { Hex } from '@yumanet/frame';
import { z } from 'zod';
import { fromHex } from '../../bytes.js';
import { ChainError, messageOf } from '../../errors.js';
import type { StateSource } from './state-source.js';

const hex = z.string().regex(/^0x([0-9a-fA-F]{2})*$/, 'expected bytes as 0x and hex digits');

/** A raw chain spec, as `export-state` of a Substrate node and of ours writes it. */
const schema = z.object({
  name: z.string().min(1),
  properties: z.record(z.string(), z.unknown()).nullish(),
  genesis: z.object({ raw: z.object({ top: z.record(hex, hex) }) }),
});

/** The state of a file, all of it in memory. */
export class ExportedState implements StateSource {
  readonly name: string;
  /** A file is read once. */
  readonly requests = 1;
  private readonly entries: ReadonlyMap<Hex, string>;
  readonly keys: readonly Hex[];

  /** @throws ChainError FORK_INVALID when the file is none, or says where it is wrong. */
  constructor(path: string) {
    let json: unknown;
    try {
      json = JSON.parse(readFileSync(path, 'utf8'));
    } catch (error) {
      throw new ChainError(
        'FORK_INVALID',
        `state export ${path}: expected a JSON file, got "${messageOf(error)}"`,
      );
    }
    const parsed = schema.safeParse(json);
    if (!parsed.success) {
      const { path: where, message } = parsed.error.issues[0]!;
      throw new ChainError(
        'FORK_INVALID',
        `state export ${path}: at ${where.join('.') || 'the top'}: ${message}`,
      );
    }
    this.name = parsed.data.name;
    const top = Object.entries(parsed.data.genesis.raw.top);
    this.entries = new Map(top.map(([key, value]) => [key.slice(2).toLowerCase(), value]));
    this.keys = [...this.entries.keys()].sort();
  }

  values(keys: readonly Hex[]): (Uint8Array | undefined)[] {
    return keys.map((key) => {
      const value = this.entries.get(key);
      return value === undefined ? undefined : fromHex(value.slice(2));
    });
  }

  page(prefix: Hex, after: Hex | undefined, count: number): (readonly [Hex, Uint8Array])[] {
    const page = this.keys.slice(this.firstAfter(prefix, after)).slice(0, count);
    return page.filter((key) => key.startsWith(prefix)).map((key) => [key, this.values([key])[0]!] as const);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private firstAfter(prefix: Hex, after: Hex | undefined): number {
    const wanted = (key: Hex): boolean =>
      after === undefined || after < prefix ? key >= prefix : key > after;
    let [low, high] = [0, this.keys.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (wanted(this.keys[middle]!)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
