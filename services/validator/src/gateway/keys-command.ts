import { serviceMain, type ConfigSources, type Output } from '@yumanet/service-kit/config';
import { hasCode, isServiceError, systemClock } from '@yumanet/service-kit/core';
import { formatAccount, parseColdkey } from '@yumanet/units';
import { z } from 'zod';
import { VERSION } from '../version.js';
import { Books } from './books/books.js';
import { gatewayError } from './errors.js';
import { gatewaySettings } from './settings.js';

const common = {
  gatewayDir: gatewaySettings.gatewayDir.unwrap().meta({
    description: 'Folder of the gateway’s books; the gateway may be running.',
    example: './gateway',
  }),
};
const client = z
  .string()
  .min(1)
  .max(64)
  .meta({ description: 'Id of a client.', example: 'c-0123456789abcdef' });

type Fact = Readonly<Record<string, string | number | boolean | undefined>>;

/** One command: its settings, and what it does; it gives the lines that it prints. */
interface KeysCommand<Schema extends z.ZodObject = z.ZodObject> {
  readonly summary: string;
  readonly schema: Schema;
  readonly run: (books: Books, config: z.output<Schema>, now: number) => Promise<readonly Fact[]>;
}

const command = <Schema extends z.ZodObject>(own: KeysCommand<Schema>) => own as unknown as KeysCommand;

/** The commands: one line of the map each. */
const COMMANDS: Readonly<Record<string, KeysCommand>> = {
  create: command({
    summary: 'A new client of the gateway, with its first key; the key is shown this once.',
    schema: z.object({
      ...common,
      name: z.string().min(1).max(64).meta({ description: 'Of the client, for people.', example: 'acme' }),
      coldkey: z.string().meta({
        description: 'SS58 of the account whose transfers to the deposit address are the client’s balance.',
        example: '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
      }),
    }),
    async run(books, { name, coldkey }, now) {
      const made = await books.createClient(name, accountOf(coldkey), now);
      return [{ client: made.client.id, key: made.key, balanceRao: String(made.client.balanceRao) }];
    },
  }),
  add: command({
    summary: 'One more key of a client; it is shown this once.',
    schema: z.object({ ...common, client }),
    run: async (books, config, now) => [
      { client: config.client, key: await books.addKey(config.client, now) },
    ],
  }),
  revoke: command({
    summary: 'Ends a key; the gateway refuses it from now on.',
    schema: z.object({
      ...common,
      prefix: z.string().length(12).meta({ description: 'The key’s first 12 characters, as `list` shows.' }),
    }),
    run: async (books, { prefix }, now) => [{ prefix, revoked: await books.revokeKeys(prefix, now) }],
  }),
  list: command({
    summary: 'The clients, their balances and their keys’ beginnings.',
    schema: z.object(common),
    run: (books) =>
      Promise.resolve(
        books.clients().map(({ id, name, coldkey, balanceRao, reservedRao, creditedRao, chargedRao }) => ({
          ...{ client: id, name, coldkey: formatAccount(coldkey) },
          ...{ balanceRao: String(balanceRao), reservedRao: String(reservedRao) },
          ...{ creditedRao: String(creditedRao), chargedRao: String(chargedRao) },
          keys: books
            .keys()
            .filter(({ record }) => record.clientId === id && record.revokedAt === undefined)
            .map(({ prefix }) => prefix)
            .join(' '),
        })),
      ),
  }),
};

/** `yumanet-validator keys create|add|revoke|list`: clients and keys of the gateway. @returns the exit status. */
export async function keysCommand(
  { argv, ...sources }: ConfigSources,
  output: Output = {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
  },
): Promise<0 | 1 | 2> {
  const [name = '', ...flags] = argv;
  const found = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!found) {
    output.stderr(
      `yumanet-validator keys: expected one of ${Object.keys(COMMANDS).join(', ')}, got ${name}\n`,
    );
    return 2;
  }
  const subject = {
    service: 'validator',
    command: `yumanet-validator keys ${name}`,
    version: VERSION,
    summary: found.summary,
    schema: found.schema,
  };
  const run = async ({ config, json }: { config: { gatewayDir?: string }; json: boolean }) => {
    const books = new Books(config.gatewayDir ?? '');
    try {
      for (const fact of await found.run(books, config, systemClock().now()))
        output.stdout(`${json ? JSON.stringify(fact) : lineOf(fact)}\n`);
      return 0;
    } catch (error) {
      if (!isServiceError(error)) throw error;
      output.stderr(`${subject.command}: ${error.code}: ${error.message}\n`);
      return hasCode(error, 'GATEWAY_SETTINGS') ? 2 : 1;
    } finally {
      await books.close();
    }
  };
  return serviceMain<typeof found.schema, 0 | 1 | 2>(subject, run, { argv: flags, ...sources }, output);
}

const lineOf = (fact: Fact): string =>
  Object.entries(fact)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(', ');

function accountOf(coldkey: string): string {
  try {
    return parseColdkey(coldkey);
  } catch {
    throw gatewayError('GATEWAY_SETTINGS', `coldkey: expected an SS58 address, got ${coldkey}`);
  }
}
