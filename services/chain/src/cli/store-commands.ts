import { existsSync, mkdirSync, readdirSync, cpSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Runtime } from '@yumanet/frame';
import { to0x } from '../bytes.js';
import { loadSpec } from '../chain-spec/load-spec.js';
import type { Network } from '../chain-spec/presets.js';
import { specRuntime } from '../chain-spec/spec-runtime.js';
import { ChainError } from '../errors.js';
import { LmdbBlockLog } from '../node/block-log.js';
import { buildGenesis } from '../node/open-chain.js';
import { replayLog } from '../node/replay.js';
import { SignatureVerifier } from '../node/signatures/signature-verifier.js';
import { ChainStore } from '../node/state/chain-store.js';
import { DataFolderLock, storePath } from '../node/state/data-folder.js';
import { DATA_FILE } from '../node/state/store-file.js';
import { verifyStore } from '../node/state/verify-store.js';
import { checkStoreFile } from './check-store-file.js';

function openReadOnly(dataDir: string): ChainStore {
  const path = storePath(dataDir);
  if (!existsSync(join(path, DATA_FILE))) {
    throw new ChainError('CONFIG_INVALID', `data folder: expected a store in ${path}, got none`, { path });
  }
  return new ChainStore({ path, fsync: false, history: 1_000_000, readOnly: true });
}

/** Copies a store, also of a running node, into an empty folder, consistent as of one block. */
export async function backup(options: { dataDir: string; to: string }): Promise<object> {
  checkStoreFile(options.dataDir);
  refuseFilled(options.to);
  const store = openReadOnly(options.dataDir);
  try {
    mkdirSync(options.to, { recursive: true });
    await store.backup(options.to);
  } finally {
    await store.close();
  }
  // Of the copy: a node that runs was further on when the copy was begun than when its store was opened here.
  const copy = new ChainStore({ path: options.to, fsync: false, history: 1_000_000, readOnly: true });
  try {
    return { event: 'backup', to: options.to, head: copy.head };
  } finally {
    await copy.close();
  }
}

/** Puts a backup into an empty data folder, after checking all of it. */
export async function restore(options: { from: string; dataDir: string }): Promise<object> {
  if (!existsSync(join(options.from, DATA_FILE))) {
    throw new ChainError('CONFIG_INVALID', `backup: expected a store in ${options.from}, got none`);
  }
  refuseFilled(storePath(options.dataDir));
  const lock = DataFolderLock.take(options.dataDir);
  try {
    mkdirSync(storePath(options.dataDir), { recursive: true });
    cpSync(join(options.from, DATA_FILE), join(storePath(options.dataDir), DATA_FILE));
    const store = openReadOnly(options.dataDir);
    try {
      return { event: 'restored', dataDir: options.dataDir, head: store.head, ...verifyStore(store) };
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}

/** Writes the newest state as a raw chain spec, key by key: memory stays flat. */
export async function exportState(options: { dataDir: string; to: string }): Promise<object> {
  checkStoreFile(options.dataDir);
  const store = openReadOnly(options.dataDir);
  try {
    if (store.fork !== undefined)
      throw new ChainError(
        'FORK_INVALID',
        'state to export: expected a whole chain, got a fork, whose state is elsewhere',
      );
    let keys = 0;
    const lines = function* (): Iterable<string> {
      yield `{"name":"Yumanet export","id":"yumanet_export","chainType":"Development","genesis":{"raw":{"top":{\n`;
      for (const [key, value] of store.entries())
        yield `${keys++ === 0 ? '' : ',\n'}"0x${key}":"${to0x(value)}"`;
      yield `\n},"childrenDefault":{}}}}\n`;
    };
    await writeFile(options.to, lines());
    return { event: 'exported', to: options.to, head: store.head, keys };
  } finally {
    await store.close();
  }
}

export interface VerifyOptions {
  readonly dataDir: string;
  /** Run every block again, too. */
  readonly replay?: boolean;
  /** Skip the look at the file: for the process that is itself that look. */
  readonly unchecked?: boolean;
  readonly network?: Network;
  readonly chainSpec?: string | undefined;
  readonly genesisSnapshot?: string | undefined;
}

export interface Verified {
  readonly event: 'verified';
  readonly blocks: number;
  readonly keys: number;
  readonly head: number;
  readonly finalised: number;
  readonly replayed?: number;
}

/** Works out anew every root, id and link of a store; with `replay`, every block too, by the spec's runtime or this. */
export async function verify(options: VerifyOptions, runtime?: Runtime): Promise<Verified> {
  if (options.unchecked !== true) checkStoreFile(options.dataDir);
  const store = openReadOnly(options.dataDir);
  try {
    const found = verifyStore(store);
    const verified = { event: 'verified' as const, ...found, head: store.head, finalised: store.finalised };
    if (options.replay !== true) return verified;
    const spec = loadSpec({
      network: options.network ?? 'local',
      specFile: options.chainSpec,
      snapshotFile: options.genesisSnapshot,
    });
    const used = runtime ?? specRuntime(spec).runtime;
    const verifier = new SignatureVerifier({ threads: 0 });
    const host = {
      verifySignature: (
        kind: 'sr25519' | 'ed25519' | 'ecdsa',
        signature: Uint8Array,
        message: Uint8Array,
        signer: Uint8Array,
      ) => verifier.verifyNow({ kind, signature, message, signer }),
    };
    const genesis = buildGenesis(used, spec);
    const amendmentsOf = store.amendmentsOf.bind(store);
    const replayed = await replayLog(new LmdbBlockLog(store), genesis, used, host, amendmentsOf);
    return { ...verified, replayed };
  } finally {
    await store.close();
  }
}

function refuseFilled(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new ChainError('STORE_NOT_EMPTY', `folder ${folder}: expected it empty, got files in it`, {
      folder,
    });
  }
}
