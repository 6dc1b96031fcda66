/** A key and value of the state, as the `dev_` methods of a node describe it. */
export interface NodeEntry {
  readonly key: string;
  readonly value: string | null;
  readonly pallet?: string;
  readonly item?: string;
  readonly keys?: readonly unknown[];
  readonly decoded?: unknown;
}

export function entryText({ key, value, pallet, item, keys, decoded }: NodeEntry): string {
  if (pallet === undefined) return `${key} = ${value ?? 'nothing'}`;
  const shown = value === null ? 'nothing' : JSON.stringify(decoded);
  return `${pallet}.${item}(${(keys ?? [key]).map(String).join(', ')}) = ${shown.length > 200 ? `${shown.slice(0, 200)}…` : shown}`;
}
