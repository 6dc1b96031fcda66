import { z } from 'zod';
import { LOG_LEVELS } from '../logger.js';

const port = () => z.number().int().min(0).max(65_535);

/** Where traces go. */
export const traceSettings = {
  traceUrl: z.url().optional().meta({
    description: 'OpenTelemetry collector (OTLP over HTTP); without it spans are not sent.',
    example: 'http://127.0.0.1:4318/v1/traces',
  }),
  traceRatio: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .meta({ description: 'Share of new traces that are recorded.', example: '0.1' }),
};

/** Settings that every service has; spread into its schema: `z.object({ ...observabilitySettings, … })`. */
export const observabilitySettings = {
  logLevel: z.enum(LOG_LEVELS).default('info').meta({ description: 'Least severe line of the log.' }),
  logFile: z.string().optional().meta({
    description: 'File that the log is appended to, instead of standard error.',
  }),
  statusHost: z.string().default('127.0.0.1').meta({
    description: 'Address of /metrics, /healthz and /readyz; 0.0.0.0 inside a container.',
  }),
  statusPort: port()
    .default(0)
    .meta({ description: 'Port of /metrics, /healthz and /readyz; 0 picks a free one.', example: '9090' }),
  ...traceSettings,
};

/** For services that show or demand certificates. All three or none. */
export const tlsSettings = {
  tlsCaFile: z
    .string()
    .optional()
    .meta({ description: 'PEM with the authorities whose certificates are accepted.' }),
  tlsCertFile: z.string().optional().meta({ description: 'PEM with this service’s certificate.' }),
  tlsKeyFile: z.string().optional().meta({ description: 'PEM with the key of this service’s certificate.' }),
};

const ADDRESS = /^[^\s:/,]+:\d{1,5}$|^\[[0-9a-f:]+\]:\d{1,5}$/i;

/** gRPC addresses of one service, any of which will do: a list, or one text with commas. */
export const grpcAddresses = () =>
  z
    .union([z.string().transform((text) => text.split(',').map((part) => part.trim())), z.array(z.string())])
    .pipe(z.array(z.string().regex(ADDRESS, 'expected host:port')).min(1));

/** For services that ask a chain over gRPC. */
export const chainTlsSettings = {
  chainTlsName: z.string().min(1).optional().meta({
    description: 'Name that the chain’s certificate must carry; default: its address.',
    example: 'chain',
  }),
};

/** For services that ask an emission service over gRPC. */
export const emissionTlsSettings = {
  emissionTlsName: z.string().min(1).optional().meta({
    description: 'Name that the emission service’s certificate must carry; default: its address.',
    example: 'emission',
  }),
};

/** For whoever serves gRPC: who may ask, and how often. */
export const grpcGuardSettings = {
  grpcClients: z.array(z.string().min(1)).max(1_024).default([]).meta({
    description: 'Names (CN) of the certificates that may ask over gRPC; none: every one of the authority.',
    example: 'emission,validator',
  }),
  grpcRate: z.number().int().min(1).max(1_000_000).default(5_000).meta({
    description:
      'Calls a second of one gRPC client (certificate, else address), twice as many after a pause.',
  }),
};

/** For services that serve gRPC. */
export const grpcSettings = {
  grpcHost: z.string().default('127.0.0.1').meta({ description: 'Address of the gRPC server.' }),
  grpcPort: port()
    .default(0)
    .meta({ description: 'Port of the gRPC server; 0 picks a free one.', example: '9091' }),
  grpcMaxMessageBytes: z
    .number()
    .int()
    .min(1024)
    .max(256 * 1024 * 1024)
    .default(8 * 1024 * 1024)
    .meta({
      description: 'Largest gRPC message in bytes, either way.',
    }),
  ...grpcGuardSettings,
};

const addressRate = () => z.number().int().min(1).max(1_000_000);

/** For services that answer over HTTP. */
export const httpGuardSettings = {
  httpRate: addressRate().default(200).meta({
    description: 'Requests a second of one address over HTTP, twice as many after a pause; then 429.',
  }),
  httpAddressConnections: addressRate().default(128).meta({
    description: 'HTTP connections of one address at once; more where all come through one proxy.',
  }),
  httpTlsCertFile: z.string().optional().meta({
    description: 'PEM with the certificate of the HTTP server, which is HTTPS then; clients need none.',
  }),
  httpTlsKeyFile: z.string().optional().meta({ description: 'PEM with the key of that certificate.' }),
};

/** For services on the bus. */
export const busSettings = {
  natsServers: z.array(z.string().min(1)).min(1).default(['nats://127.0.0.1:4222']).meta({
    description: 'NATS servers; any one of them is enough to begin.',
    example: 'nats://n1:4222,nats://n2:4222',
  }),
  natsPassword: z
    .string()
    .optional()
    .meta({ description: 'Password of this service’s role on the bus.', secret: true }),
  natsSeed: z.string().optional().meta({
    description: 'Seed of this service’s nkey (SU…) on the bus, instead of a password.',
    secret: true,
  }),
  natsReplicas: z
    .number()
    .int()
    .min(1)
    .max(5)
    .default(1)
    .meta({ description: 'Servers that keep a copy of each stream.', example: '3' }),
  natsGiveUpMs: z.number().int().min(1_000).optional().meta({
    description: 'Stop the service after so many milliseconds without the bus; default: go on trying.',
    example: '600000',
  }),
};
