import { InvalidArgumentError, type Command } from 'commander';
import { SECRET, example, secretArgument, type WithChain, type WithOutput } from '../economy/add-command.js';
import type { Io } from '../io.js';
import { count } from '../numbers.js';
import { passwordOf } from './password.js';

const PASSWORD_FILE = [
  '--password-file <file>',
  'its first line is the password [YUMANET_PASSWORD]',
] as const;

interface KeyFlags {
  readonly passwordFile?: string;
  readonly out?: string;
}

/** Accounts of a chain, and keys of one's own. */
export function addAccountCommands(
  program: Command,
  io: Io,
  withChain: WithChain,
  withOutput: WithOutput,
): void {
  const passwordIn = ({ passwordFile }: KeyFlags) => passwordOf(passwordFile, io.env);
  const accounts = program
    .command('accounts')
    .description('list a chain’s accounts and their balances; make keys, and keep them encrypted')
    .option('-n, --limit <count>', 'how many at most', count, 100)
    .addHelpText('after', example('accounts --json'))
    .action(
      withChain(async ({ api, output }, { limit }: { limit: number }) => {
        const { listAccounts } = await import('./list.js');
        await listAccounts(api, output, limit);
      }),
    );
  accounts
    .command('create')
    .description('a new account: its phrase (mnemonic), and with --out its key in an encrypted file')
    .option('--words <count>', 'of the phrase: 12 or 24', words, 12)
    .option('--out <file>', 'polkadot.js JSON, encrypted; never overwritten')
    .option(...PASSWORD_FILE)
    .addHelpText(
      'after',
      [example('accounts create'), '  $ yumanet accounts create --words 24 --out dave.json'].join('\n'),
    )
    .action(
      withOutput(async (output, flags: KeyFlags & { words: 12 | 24 }) => {
        const { createAccount } = await import('./create.js');
        await createAccount(output, { ...flags, out: flags.out, password: () => passwordIn(flags) });
      }),
    );
  accounts
    .command('import')
    .argument('<secret>', SECRET, secretArgument)
    .description('keep a key that exists in an encrypted file')
    .requiredOption('--out <file>', 'polkadot.js JSON, encrypted; never overwritten')
    .option(...PASSWORD_FILE)
    .addHelpText('after', example('accounts import //Eve --out eve.json'))
    .action(
      withOutput(async (output, secret: string, flags: KeyFlags & { out: string }) => {
        const { importAccount } = await import('./import.js');
        await importAccount(output, secret, flags.out, () => passwordIn(flags));
      }),
    );
  accounts
    .command('unlock')
    .argument('<file>', 'polkadot.js JSON')
    .description('whose key a file holds, if the password opens it')
    .option(...PASSWORD_FILE)
    .addHelpText('after', example('accounts unlock eve.json'))
    .action(
      withOutput(async (output, file: string, flags: KeyFlags) => {
        const { unlockAccount } = await import('./unlock.js');
        await unlockAccount(output, file, () => passwordIn(flags));
      }),
    );
}

function words(text: string): 12 | 24 {
  if (text === '12') return 12;
  if (text === '24') return 24;
  throw new InvalidArgumentError('expected 12 or 24');
}
