import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { ChainError, messageOf, type ChainErrorCode } from '../errors.js';
import { presetSpec, type Network } from './presets.js';
import { chainSpecSchema, snapshotSchema, type ChainSpec, type GenesisSnapshot } from './schema.js';

/** The spec to start from: a file if one is given, else the named network's; with a snapshot's accounts if given. */
export function loadSpec(options: {
  readonly network: Network;
  readonly specFile?: string | undefined;
  readonly snapshotFile?: string | undefined;
}): ChainSpec {
  const base =
    options.specFile === undefined
      ? presetSpec(options.network)
      : parseFile(options.specFile, chainSpecSchema, 'chain spec', 'SPEC_INVALID');
  if (options.snapshotFile === undefined) return base;
  const snapshot = parseFile(options.snapshotFile, snapshotSchema, 'genesis snapshot', 'SNAPSHOT_INVALID');
  return withSnapshot(base, snapshot);
}

/** Adds a snapshot's balances to the spec's (its own win), and its stakes and neurons as the runtime's genesis wants them. */
export function withSnapshot(spec: ChainSpec, snapshot: GenesisSnapshot): ChainSpec {
  const balances = new Map(spec.genesis.balances?.balances);
  for (const [account, rao] of Object.entries(snapshot.balances)) balances.set(account, rao);
  const entries = Object.entries(snapshot.stakes).flatMap(([coldkey, hotkeys]) =>
    Object.entries(hotkeys).map(([hotkey, [rao, uid]]) => ({ coldkey, hotkey, rao, uid })),
  );
  const subtensorModule = {
    stakes: entries.map(({ hotkey, coldkey, rao }) => [hotkey, coldkey, rao]),
    neurons: entries.map(({ hotkey, uid }) => [hotkey, uid]),
  };
  return {
    ...spec,
    genesis: {
      ...spec.genesis,
      balances: { balances: [...balances] },
      ...(entries.length === 0 ? {} : { subtensorModule }),
    },
  };
}

function parseFile<T>(path: string, schema: z.ZodType<T>, what: string, code: ChainErrorCode): T {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ChainError(code, `${what} ${path}: expected a JSON file, got "${messageOf(error)}"`, { path });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path: where, message } = parsed.error.issues[0]!;
  throw new ChainError(code, `${what} ${path}: at ${where.join('.') || 'the top'}: ${message}`, { path });
}
