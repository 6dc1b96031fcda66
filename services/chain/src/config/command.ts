import { readFileSync } from 'node:fs';
import type { ConfigSubject } from '@yumanet/service-kit/config';
import { configSchema } from './schema.js';

const EXAMPLES = [
  'yumanet-chain                                     a local chain, a block every 12 s, gone at the end',
  'yumanet-chain --sealing instant --data-dir chain  a block at each transaction, kept in ./chain',
  'yumanet-chain --rpc-port 0 --json                 any free port; a JSON line says which',
  'yumanet-chain --fork ws://127.0.0.1:9944          another chain with its state, from its newest final block on',
  'yumanet-chain backup --data-dir chain --to copy   also while the node runs',
];

const NOTES = `Other commands (each has --help): backup, restore, verify, build-spec, export-state.

Exit status: 0 stopped, 2 configuration or chain spec, 3 store corrupt, 4 disk full, 5 store format,
6 data folder in use, 7 data folder of another chain or not empty, 8 store failed, 9 port in use,
10 block log of another chain or too short, 11 runtime of the fork, 12 node forked from not there, 1 anything else.`;

/** What the command is, for its settings and its --help. */
export function chainCommand(): ConfigSubject<typeof configSchema> {
  return {
    service: 'chain',
    command: 'yumanet-chain',
    version: packageVersion(),
    summary: 'A Bittensor chain in TypeScript: one node, Substrate JSON-RPC, gRPC, events on NATS.',
    schema: configSchema,
    examples: EXAMPLES,
    notes: NOTES,
  };
}

function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
