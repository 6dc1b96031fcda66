import { z } from 'zod';
import { LOG_LEVELS } from '../logger.js';

const port = () => z.number().int().min(0).max(65_535);

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

/** For services that show or demand certificates. All three or none. */
export const tlsSettings = {
  tlsCaFile: z
    .string()
    .optional()
    .meta({ description: 'PEM with the authorities whose certificates are accepted.' }),
  tlsCertFile: z.string().optional().meta({ description: 'PEM with this service’s certificate.' }),
  tlsKeyFile: z.string().optional().meta({ description: 'PEM with the key of this service’s certificate.' }),
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
