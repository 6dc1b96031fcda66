import type { TlsIdentity } from '@yumanet/service-kit/core';
import type { BusOptions } from '@yumanet/service-kit/nats';
import { natsServersOf, type ChainConfig } from './config/schema.js';

/** Where NATS is, and as whom a chain connects to it. */
export type BusAccess = Pick<BusOptions, 'servers' | 'login' | 'tls'>;

/** The role whose rights on NATS a chain has. */
const ROLE = 'chain';

/** From the configuration; undefined where nothing is published. */
export function busAccessOf(
  config: Pick<ChainConfig, 'natsUrl' | 'noNats' | 'natsPassword'>,
  tls: TlsIdentity | undefined,
): BusAccess | undefined {
  const servers = natsServersOf(config);
  const { natsPassword: password } = config;
  if (servers.length === 0) return undefined;
  return {
    servers,
    ...(password === undefined ? {} : { login: { role: ROLE, password } }),
    ...(tls !== undefined && servers.some((url) => url.startsWith('tls://')) ? { tls } : {}),
  };
}
