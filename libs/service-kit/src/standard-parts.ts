import type { z } from 'zod';
import { systemClock, type Clock } from './clock.js';
import type { busSettings, observabilitySettings } from './config/common-settings.js';
import { Health } from './health.js';
import type { Component } from './lifecycle.js';
import { createLogger, logFile, type Logger } from './logger.js';
import { createMetrics } from './metrics.js';
import { busLogin } from './nats/bus-login.js';
import { Bus, type BusOptions } from './nats/bus.js';
import { StatusServer } from './status-server.js';
import { openTracing } from './tracing/open-tracing.js';
import type { Tracing } from './tracing/tracing.js';

export type ObservabilityConfig = z.output<z.ZodObject<typeof observabilitySettings>>;
export type BusConfig = z.output<z.ZodObject<typeof busSettings>>;

/** What every part of a service is given. */
export interface StandardParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly health: Health;
  readonly metrics: ReturnType<typeof createMetrics>;
  readonly tracing: Tracing;
  /** Where /metrics, /healthz and /readyz are; after start. */
  readonly statusUrl: () => string;
  /** Start these before the service's own. */
  readonly components: readonly Component[];
}

/** Log, health, metrics, traces and their HTTP server, made from a service's settings. */
export async function standardParts(
  service: { readonly name: string; readonly version: string },
  config: ObservabilityConfig,
): Promise<StandardParts> {
  const tracing = await openTracing(service, config);
  const logger = createLogger({
    service: service.name,
    level: config.logLevel,
    mixin: () => tracing.ids(),
    ...(config.logFile === undefined ? {} : { destination: logFile(config.logFile) }),
  });
  const health = new Health();
  const metrics = createMetrics({ service: service.name, version: service.version, processMetrics: true });
  const status = new StatusServer({ host: config.statusHost, port: config.statusPort, health, metrics });
  const host = config.statusHost.includes(':') ? `[${config.statusHost}]` : config.statusHost;
  const statusUrl = () => `http://${host}:${status.port}`;
  return { clock: systemClock(), logger, health, metrics, tracing, statusUrl, components: [tracing, status] };
}

/**
 * The bus that the settings name.
 *
 * @param role whose login and permissions are used where a password is set; an nkey tells by itself whose it is.
 * @param onLost called when `natsGiveUpMs` have passed without a connection.
 */
export function busFromConfig(
  config: BusConfig,
  role: string,
  parts: Omit<BusOptions, 'servers' | 'connectionName' | 'login' | 'giveUpMs' | 'onLost'>,
  onLost: (error: Error) => void,
): Bus {
  const { natsServers: servers, natsGiveUpMs } = config;
  const login = busLogin(role, config);
  return new Bus({
    ...parts,
    servers,
    connectionName: `yumanet-${role}`,
    onLost,
    ...(login === undefined ? {} : { login }),
    ...(natsGiveUpMs === undefined ? {} : { giveUpMs: natsGiveUpMs }),
  });
}
