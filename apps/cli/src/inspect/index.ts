import type { Command } from 'commander';
import type { WithChain } from '../economy/add-command.js';
import type { AddInspection } from './add-inspection.js';
import { blockReplay } from './block-replay.js';
import { extrinsicDecode } from './extrinsic-decode.js';
import { storageDiff } from './storage-diff.js';
import { storageGet } from './storage-get.js';
import { storageKeys } from './storage-keys.js';
import { trace } from './trace.js';

const GROUPS: Readonly<
  Record<string, { readonly what: string; readonly commands: readonly AddInspection[] }>
> = {
  storage: { what: 'look into the state', commands: [storageGet, storageKeys, storageDiff] },
  extrinsic: { what: 'read transactions', commands: [extrinsicDecode] },
  block: { what: 'look into a block', commands: [blockReplay] },
};

/** What a chain has, and what its blocks and calls do. */
export function addInspectCommands(program: Command, withChain: WithChain): void {
  trace(program, withChain);
  for (const [name, { what, commands }] of Object.entries(GROUPS)) {
    const group = program.command(name).description(what);
    for (const add of commands) add(group, withChain);
  }
}
