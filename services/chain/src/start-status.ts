import { messageOf, type Health } from '@yumanet/service-kit/core';
import { StatusServer, createMetrics, type Registry } from '@yumanet/service-kit/observability';
import { blockMetrics } from './block-metrics.js';
import type { ChainConfig } from './config/schema.js';
import { ChainError } from './errors.js';
import { issuanceMetrics } from './issuance-metrics.js';
import { rpcMetrics } from './rpc-metrics.js';
import type { RpcServer } from './rpc/rpc-server.js';
import type { Chain } from './node/chain.js';
import type { IssuanceWatch } from './node/issuance-watch.js';

/** What a node counts about itself; its parts add their own. */
export function nodeMetrics(
  version: string,
  {
    chain,
    issuance,
    rpc,
  }: { readonly chain: Chain; readonly issuance: IssuanceWatch; readonly rpc: RpcServer },
): Registry {
  const metrics = createMetrics({ service: 'chain', version, processMetrics: true });
  blockMetrics(chain, metrics);
  issuanceMetrics(issuance, metrics);
  rpcMetrics(rpc, metrics);
  return metrics;
}

/** Serves /metrics, /healthz, /readyz and, if wanted, profiles. @throws ChainError PORT_IN_USE */
export async function startStatus(
  { statusHost: host, statusPort: port = 0, statusProfiles: profiles }: ChainConfig,
  health: Health,
  metrics: Registry,
): Promise<StatusServer> {
  const server = new StatusServer({ host, port, health, metrics, profiles });
  try {
    await server.start();
  } catch (error) {
    const text = `status port: expected ${host}:${port} to be free, got ${messageOf(error)}`;
    throw new ChainError('PORT_IN_USE', text, { host, port }, { cause: error });
  }
  return server;
}
