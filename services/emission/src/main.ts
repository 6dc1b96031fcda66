import { VERSION } from './version.js';

/** `yumanet-emission`; each of its commands loads only what it needs. @returns the exit status. */
export async function main(): Promise<number> {
  const [first, ...argv] = process.argv.slice(2);
  const { copyCommand, isCopyVerb } = await import('@yumanet/service-kit/config');
  if (isCopyVerb(first)) {
    const { backupLedger: backup, restoreLedger: restore } = await import('./ledger/ledger-copy.js');
    const ledger = { service: 'emission', version: VERSION, what: 'ledger', at: 'dataDir', backup, restore };
    return copyCommand(first, ledger, { argv, env: process.env });
  }
  const [{ serviceCommand }, { emissionSchema }, { createEmissionService }] = await Promise.all([
    import('@yumanet/service-kit/service'),
    import('./config.js'),
    import('./emission-service.js'),
  ]);
  const subject = {
    service: 'emission',
    command: 'yumanet-emission',
    version: VERSION,
    summary: 'Recomputes every epoch of the chain and says equal, or names the first difference.',
    schema: emissionSchema,
    notes: 'Of the ledger in a folder: yumanet-emission backup|restore --help',
  };
  return serviceCommand(subject, createEmissionService);
}
