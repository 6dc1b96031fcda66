import { busLogin, messageOf, type TlsIdentity } from '@yumanet/service-kit/core';
import type { BusLogin, BusOptions } from '@yumanet/service-kit/nats';
import { natsServersOf, type ChainConfig } from './config/schema.js';
import { ChainError } from './errors.js';

/** Where NATS is, and as whom a chain connects to it. */
export type BusAccess = Pick<BusOptions, 'servers' | 'login' | 'tls'>;

/** The role whose rights on NATS a chain has. */
const ROLE = 'chain';

/** From the configuration; undefined where nothing is published. @throws ChainError CONFIG_INVALID */
export function busAccessOf(
  config: Pick<ChainConfig, 'natsUrl' | 'noNats' | 'natsPassword' | 'natsSeed'>,
  tls: TlsIdentity | undefined,
): BusAccess | undefined {
  const servers = natsServersOf(config);
  if (servers.length === 0) return undefined;
  const login = loginOf(config);
  return { servers, ...(login === undefined ? {} : { login }), ...(tls === undefined ? {} : { tls }) };
}

function loginOf(config: Pick<ChainConfig, 'natsPassword' | 'natsSeed'>): BusLogin | undefined {
  try {
    return busLogin(ROLE, config);
  } catch (error) {
    throw new ChainError('CONFIG_INVALID', messageOf(error), {}, { cause: error });
  }
}
