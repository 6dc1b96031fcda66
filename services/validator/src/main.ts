import type { ExitCode } from '@yumanet/service-kit';
import { VERSION } from './version.js';

/** `yumanet-validator`; each of its commands loads only what it needs. @returns the exit status. */
export async function main(): Promise<ExitCode | 2> {
  const [first, ...rest] = process.argv.slice(2);
  if (first === 'keys') {
    const { keysCommand } = await import('./gateway/keys-command.js');
    return keysCommand({ argv: rest, env: process.env });
  }
  const { copyCommand, isCopyVerb } = await import('@yumanet/service-kit/config');
  if (isCopyVerb(first)) {
    const { backupBooks: backup, restoreBooks: restore } = await import('./gateway/books/books-copy.js');
    const books = {
      service: 'validator',
      version: VERSION,
      what: 'books',
      at: 'gatewayDir',
      backup,
      restore,
    };
    return copyCommand(first, books, { argv: rest, env: process.env });
  }
  const [{ serviceCommand }, { validatorSchema }, { createValidatorService }] = await Promise.all([
    import('@yumanet/service-kit/service'),
    import('./config.js'),
    import('./validator-service.js'),
  ]);
  const subject = {
    service: 'validator',
    command: 'yumanet-validator',
    version: VERSION,
    summary: 'Queries miners, scores them by hotkey, sets weights that are never lost; asks for clients.',
    schema: validatorSchema,
    notes:
      'Clients of the gateway: yumanet-validator keys create|add|revoke|list --help; its books: backup|restore --help',
  };
  return serviceCommand(subject, createValidatorService);
}
