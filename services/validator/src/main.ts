import { serviceCommand } from '@yumanet/service-kit';
import { validatorSchema } from './config.js';
import { createValidatorService } from './validator-service.js';
import { VERSION } from './version.js';

/** `yumanet-validator`. @returns the exit status. */
export function main(): Promise<number> {
  const subject = {
    service: 'validator',
    command: 'yumanet-validator',
    version: VERSION,
    summary: 'Queries miners, scores them by hotkey, sets weights that are never lost.',
    schema: validatorSchema,
  };
  return serviceCommand(subject, createValidatorService);
}
