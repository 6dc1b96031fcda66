import { serviceCommand } from '@yumanet/service-kit';
import { emissionSchema } from './config.js';
import { createEmissionService } from './emission-service.js';
import { VERSION } from './version.js';

/** `yumanet-emission`. @returns the exit status. */
export function main(): Promise<number> {
  const subject = {
    service: 'emission',
    command: 'yumanet-emission',
    version: VERSION,
    summary: 'Recomputes every epoch of the chain and says equal, or names the first difference.',
    schema: emissionSchema,
  };
  return serviceCommand(subject, createEmissionService);
}
