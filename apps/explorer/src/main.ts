import { serviceCommand } from '@yumanet/service-kit';
import { explorerSchema } from './config.js';
import { createExplorerService } from './explorer-service.js';
import { VERSION } from './version.js';

/** `yumanet-explorer`. @returns the exit status. */
export function main(): Promise<number> {
  const subject = {
    service: 'explorer',
    command: 'yumanet-explorer',
    version: VERSION,
    summary: 'The network as a web page: issuance, subnets, neurons, weights, blocks and accounts, live.',
    schema: explorerSchema,
  };
  return serviceCommand(subject, createExplorerService);
}
