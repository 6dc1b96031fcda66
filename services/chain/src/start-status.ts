import { messageOf, type Health } from '@yumanet/service-kit/core';
import { StatusServer, createMetrics, type Registry } from '@yumanet/service-kit/observability';
import type { ChainConfig } from './config/schema.js';
import { ChainError } from './errors.js';
import { issuanceMetrics } from './issuance-metrics.js';
import type { IssuanceWatch } from './node/issuance-watch.js';

/** What a node counts about itself; its parts add their own. */
export function nodeMetrics(version: string, issuance: IssuanceWatch): Registry {
  const metrics = createMetrics({ service: 'chain', version, processMetrics: true });
  issuanceMetrics(issuance, metrics);
  return metrics;
}

/** Serves /metrics, /healthz and /readyz. @returns the port. @throws ChainError PORT_IN_USE */
export async function startStatus(
  { statusHost: host, statusPort: port = 0 }: ChainConfig,
  health: Health,
  metrics: Registry,
  cleanUps: (() => unknown)[],
): Promise<number> {
  const server = new StatusServer({ host, port, health, metrics });
  try {
    await server.start();
  } catch (error) {
    const text = `status port: expected ${host}:${port} to be free, got ${messageOf(error)}`;
    throw new ChainError('PORT_IN_USE', text, { host, port }, { cause: error });
  }
  cleanUps.push(() => server.stop());
  return server.port;
}
