import type { ChainService } from '../chain-service.js';
import { DEV_ACCOUNTS, DEV_PHRASE } from '../chain-spec/dev-accounts.js';
import { to0x } from '../bytes.js';
import type { ChainConfig } from '../config/schema.js';
import { hostPort } from '../host-port.js';

/** What a person wants to know at start, in sections. */
export function banner(service: ChainService, config: ChainConfig, version: string): string {
  const { spec, chain } = service;
  const rule = '='.repeat(18);
  const section = (title: string, lines: readonly string[]): string =>
    `${title}\n${rule}\n${lines.join('\n')}\n`;
  const sections = [`\n  Yumanet chain ${version}: a Bittensor chain in TypeScript\n`];
  if (spec.devAccounts) sections.push(...devSections(service, section));
  const { store, runtime } = chain;
  sections.push(
    section('Chain', [
      `Name:        ${spec.name}`,
      `Runtime:     ${runtime.specName} ${runtime.specVersion}`,
      `Genesis:     ${to0x(store.hashOf(0)!)}`,
      `Head:        ${store.head}`,
      `Sealing:     ${sealingText(config)}`,
      `Data:        ${service.dataDir}${config.dataDir === undefined ? ' (temporary)' : ''}`,
    ]),
    section('Endpoints', [
      `WebSocket:   ${endpoint('ws', config, service)}`,
      `HTTP:        ${endpoint('http', config, service)}`,
      `gRPC:        ${hostPort(config.grpcHost, service.outlets.grpcPort)}${tlsText(config)}`,
      ...statusLines(config, service),
      `NATS:        ${natsText(config, service)}`,
      ...clusterLines(service),
    ]),
  );
  return sections.join('\n');
}

function devSections(
  { spec, chain }: ChainService,
  section: (title: string, lines: readonly string[]) => string,
): string[] {
  const balances = new Map(spec.genesis.balances?.balances);
  const endowed = DEV_ACCOUNTS.filter(({ address }) => balances.has(address));
  if (endowed.length === 0) return [];
  const { tokenDecimals, tokenSymbol } = spec.properties;
  const sudo = spec.genesis.sudo?.key;
  const accounts = endowed.map(({ address }, index) => {
    const amount = BigInt(balances.get(address)!) / 10n ** BigInt(tokenDecimals);
    const root = address === sudo ? '  sudo' : '';
    return `(${index}) ${address} (${amount} ${tokenSymbol})${root}`;
  });
  const keys = endowed.map(({ uri }, index) => `(${index}) ${uri}`);
  return [
    section(`Accounts at block 0 (head is ${chain.store.head})`, accounts),
    section('Secret URIs', [
      ...keys,
      `Phrase: ${DEV_PHRASE}`,
      'Everybody knows these keys: never use them for anything of value.',
    ]),
  ];
}

function sealingText({ sealing, blockTime }: ChainConfig): string {
  return sealing === 'interval' ? `every ${blockTime} s` : sealing;
}

/** The address clients connect to. */
export function endpoint(
  scheme: 'ws' | 'http',
  { rpcHost }: ChainConfig,
  { rpcPort }: { rpcPort: number },
): string {
  return `${scheme}://${hostPort(rpcHost, rpcPort)}`;
}

function tlsText({ tlsCertFile }: ChainConfig): string {
  return tlsCertFile === undefined ? '' : ' (mTLS)';
}

function statusLines({ statusHost }: ChainConfig, { outlets }: ChainService): string[] {
  const { statusPort } = outlets;
  return statusPort === undefined ? [] : [`Status:      http://${hostPort(statusHost, statusPort)}/metrics`];
}

function clusterLines({ chain: { role } }: ChainService): string[] {
  return role.kind === 'single' ? [] : [`Cluster:     ${role.kind} as ${role.name}`];
}

/** Whether blocks are published; servers without what a URL may hold besides its host. */
function natsText({ noNats }: ChainConfig, { outlets }: ChainService): string {
  if (outlets.natsServers.length > 0) {
    return outlets.natsServers.map((server) => server.replace(/\/\/.*@/, '//')).join(', ');
  }
  return noNats ? 'nothing is published (--no-nats)' : 'nothing is published (no --nats-url)';
}
