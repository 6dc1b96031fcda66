import { InvalidArgumentError, type Command } from 'commander';
import { example, type WithOutput } from '../economy/add-command.js';
import type { Io } from '../io.js';
import { count } from '../numbers.js';

const DEFAULT_SERVICES = ['chain', 'emission', 'validator', 'miner', 'explorer', 'gateway', 'cli'];

interface InitFlags {
  readonly out: string;
  readonly services: readonly string[];
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly network: string;
  readonly natsUrl: readonly string[];
  readonly mount?: string;
  readonly privateAxons: boolean;
  readonly days: number;
  readonly caDays: number;
}

interface RenewFlags {
  readonly out: string;
  readonly services?: readonly string[];
  readonly within: number;
  readonly nkeys: boolean;
  readonly days: number;
}

const OUT = ['--out <dir>', 'the folder of all this'] as const;
const DAYS = ['--days <count>', 'days that a certificate is valid', count, 365] as const;
const WITHIN = ['--within <days>', 'fewer days left than this is soon', days, 30] as const;

/** Certificates and keys for every connection between services. */
export function addSecurityCommands(program: Command, io: Io, withOutput: WithOutput): void {
  const password = () => io.env['YUMANET_CA_PASSWORD'];
  const security = program
    .command('security')
    .description('certificates (mTLS) and keys on the bus for every service: made, renewed, shown');
  security
    .command('init')
    .description(
      'an authority; for each service a certificate, a key on NATS and its variables; NATS’s configuration',
    )
    .requiredOption(...OUT)
    .option('--services <list>', 'kinds, or as validator-alice one of them by name', list, DEFAULT_SERVICES)
    .option(
      '--names <service=list>',
      'DNS names and addresses of a service’s certificate; may be given several times',
      reachNames,
      new Map(),
    )
    .option('--network <name>', 'network whose subjects are allowed on NATS', 'local')
    .option('--nats-url <list>', 'where NATS is', list, ['tls://localhost:4222'])
    .option('--mount <path>', 'where each service’s folder lies on its machine; without it, here')
    .option('--private-axons', 'miners’ axons too take only validators with a certificate', false)
    .option(...DAYS)
    .option('--ca-days <count>', 'days that the authority is valid', count, 3_650)
    .addHelpText(
      'after',
      [
        example('security init --out security'),
        '  $ yumanet security init --out security --services chain,emission,validator-alice --names chain=chain.example.org',
        '\nYUMANET_CA_PASSWORD encrypts the authority’s key. Run again it adds what is missing.',
      ].join('\n'),
    )
    .action(
      withOutput(async (output, flags: InitFlags) => {
        const { initSecurity } = await import('./init.js');
        const { natsUrl: natsUrls, mount, ...rest } = flags;
        initSecurity(output, { ...rest, natsUrls, mount, password: password(), now: Date.now() });
      }),
    );
  security
    .command('renew')
    .description('new certificates for services whose ones end soon')
    .requiredOption(...OUT)
    .option('--services <list>', 'only these', list)
    .option(...WITHIN)
    .option('--nkeys', 'replace keys on the bus too', false)
    .option(...DAYS)
    .addHelpText('after', example('security renew --out security --within 60'))
    .action(
      withOutput(async (output, flags: RenewFlags) => {
        const { renewSecurity } = await import('./renew.js');
        const { services, ...rest } = flags;
        renewSecurity(output, { ...rest, services, password: password(), now: Date.now() });
      }),
    );
  security
    .command('show')
    .description('every certificate and when it ends; exit status 1 if one ends soon')
    .requiredOption(...OUT)
    .option(...WITHIN)
    .addHelpText('after', example('security show --out security'))
    .action(
      withOutput(async (output, { out, within }: { out: string; within: number }) => {
        const { showSecurity } = await import('./show.js');
        showSecurity(output, out, within, Date.now());
      }),
    );
}

const list = (text: string): string[] => text.split(',').filter(Boolean);

function days(text: string): number {
  const value = Number(text);
  if (/^\d{1,5}$/.test(text)) return value;
  throw new InvalidArgumentError('expected days, 0..99999');
}

function reachNames(
  text: string,
  before: ReadonlyMap<string, readonly string[]>,
): Map<string, readonly string[]> {
  const [service = '', names, ...rest] = text.split('=');
  if (names === undefined || rest.length > 0)
    throw new InvalidArgumentError('expected service=name,… as in chain=chain.example.org,10.0.0.5');
  return new Map([...before, [service, list(names)]]);
}
