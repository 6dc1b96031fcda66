import type { Head } from '@yumanet/chain-client';
import { read, type ChainReader, type Decoded } from '../metagraph/read-metagraph.js';
import { WeightCopiers, type RowShares, type RowsAt, type WeightCopy } from './weight-copiers.js';

type Row = RowsAt['rows'] extends ReadonlyMap<string, infer T> ? T : never;

/** Follows everybody's rows on one subnet, reading only those that changed. */
export class WeightsWatch {
  readonly #copiers = new WeightCopiers();
  #updates: readonly number[] = [];
  readonly #hotkeys: string[] = [];
  #rows = new Map<string, Row>();

  /** Everybody's rows as last seen, by hotkey (SS58). */
  get rows(): RowsAt['rows'] {
    return this.#rows;
  }

  /** @throws ServiceError as the endpoint's reads. */
  async look(client: ChainReader, netuid: number, { number, hash }: Head): Promise<readonly WeightCopy[]> {
    const [vector] = (await read(client, hash, ['LastUpdate', netuid])) as [Decoded];
    const updates = [...vector].map((value) => value.toNumber());
    const changed = updates.flatMap((at, uid) => (this.#updates[uid] === at ? [] : [uid]));
    if (changed.length > 0) {
      const [keys, rows] = await Promise.all([
        read(client, hash, ...changed.map((uid) => ['Keys', netuid, uid] as const)),
        read(client, hash, ...changed.map((uid) => ['Weights', netuid, uid] as const)),
      ]);
      const hotkeys = keys.map(String);
      const stakes = await read(
        client,
        hash,
        ...hotkeys.map((hotkey) => ['TotalHotkeyStake', hotkey] as const),
      );
      const fresh = new Map(this.#rows);
      changed.forEach((uid, i) => {
        const shares = sharesOf(rows[i]);
        const hotkey = hotkeys[i] ?? '';
        fresh.delete(this.#hotkeys[uid] ?? '');
        this.#hotkeys[uid] = hotkey;
        // Miners set no rows.
        if (shares.size > 0)
          fresh.set(hotkey, {
            setAt: updates[uid] ?? 0,
            since: this.#rows.get(hotkey)?.since ?? number,
            shares,
            stake: Number(stakes[i]?.toBigInt() ?? 0n),
          });
      });
      this.#rows = fresh;
      this.#updates = updates;
      this.#copiers.observe({ block: number, rows: fresh });
    }
    return this.#copiers.report();
  }
}

function sharesOf(row: Decoded | undefined): RowShares {
  const pairs = [...(row ?? [])].map((entry) => [...entry].map((value) => value.toNumber()));
  const sum = pairs.reduce((total, [, value]) => total + (value ?? 0), 0);
  return new Map(sum === 0 ? [] : pairs.map(([uid, value]) => [uid ?? 0, (value ?? 0) / sum]));
}
