import { serviceMain } from '@yumanet/service-kit/config';
import { runNode } from './cli/run-node.js';
import { chainCommand } from './config/command.js';

/** Commands that are no node. */
const STORE_COMMANDS: readonly string[] = ['backup', 'restore', 'verify', 'build-spec', 'export-state'];

/** `yumanet-chain`. @returns the exit status. */
export async function main([, , ...argv]: readonly string[]): Promise<number> {
  if (STORE_COMMANDS.includes(argv[0] ?? '')) {
    // A node does without the parser of commands.
    const { runStoreCommand } = await import('./cli/store-program.js');
    return runStoreCommand(argv);
  }
  const command = chainCommand();
  const { version } = command;
  const sources = { argv, env: process.env };
  return serviceMain(command, ({ config, ...how }) => runNode(config, { version, ...how }), sources);
}
