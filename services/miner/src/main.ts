import { serviceCommand } from '@yumanet/service-kit';
import { minerSchema } from './config.js';
import { createMinerService } from './miner-service.js';
import { VERSION } from './version.js';

/** `yumanet-miner`. @returns the exit status. */
export function main(): Promise<number> {
  const subject = {
    service: 'miner',
    command: 'yumanet-miner',
    version: VERSION,
    summary: 'Answers the tasks of a subnet: registers, announces its axon, answers signed requests.',
    schema: minerSchema,
  };
  return serviceCommand(subject, createMinerService);
}
