export { backoffDelay, type BackoffOptions } from './backoff.js';
export { every, sleep, systemClock, type Clock, type Timer } from './clock.js';
export { busSettings, grpcSettings, observabilitySettings, tlsSettings } from './config/common-settings.js';
export type { Field, FieldMeta } from './config/field.js';
export {
  loadConfig,
  type ConfigSources,
  type ConfigSubject,
  type LoadedConfig,
} from './config/load-config.js';
export { HIDDEN, hideUrlPassword } from './config/printable.js';
export { PROBLEMS, type Problem } from './config/problem.js';
export { withDeadline, type Deadline } from './deadline.js';
export {
  KIT_ERRORS,
  STATUSES,
  ServiceError,
  errorsOf,
  hasCode,
  isServiceError,
  kitError,
  messageOf,
  refusal,
  type ErrorData,
  type ErrorTable,
  type KitErrorCode,
  type Status,
} from './errors.js';
export type { PolicyOptions } from './grpc/call-policy.js';
export {
  createGrpcClient,
  type GrpcClient,
  type GrpcClientOptions,
  type StreamCallOptions,
  type UnaryCallOptions,
} from './grpc/client.js';
export { GrpcServer, type GrpcServerOptions } from './grpc/server.js';
export type { Middleware, ServerCall } from './grpc/server-call.js';
export type { Handlers, ServiceShape } from './grpc/service-types.js';
export { fromGrpc, grpcNumberOf, statusOf, toGrpc } from './grpc/status.js';
export { Health, type HealthReport, type PartHealth } from './health.js';
export {
  Lifecycle,
  type Component,
  type Deadlines,
  type ExitCode,
  type LifecycleOptions,
  type LifecycleState,
} from './lifecycle.js';
export {
  LOG_LEVELS,
  createLogger,
  logFile,
  serializeError,
  silentLogger,
  type Logger,
  type LogLevel,
} from './logger.js';
export { Counter, DURATION_BUCKETS, Gauge, Histogram, createMetrics, type Registry } from './metrics.js';
export { Bus, type BusOptions, type BusState } from './nats/bus.js';
export { deadLetterReason, type DeadLetterReason } from './nats/dead-letter.js';
export {
  ensureNatsServer,
  findNatsServer,
  installCommand,
  installNatsServerOnDebian,
  thisMachine,
  type Machine,
} from './nats/find-server.js';
export { follow, type FollowOptions } from './nats/follow.js';
export { Lease, type HeldLease, type LeaseOptions } from './nats/lease.js';
export { ObjectBucket, type ObjectBucketOptions } from './nats/objects.js';
export {
  inboxPrefixOf,
  permissionsOf,
  rolesOf,
  type BusPermissions,
  type BusRole,
} from './nats/permissions.js';
export { Publisher, type PublishOptions, type Published } from './nats/publish.js';
export { readMessage } from './nats/read-message.js';
export type { Received } from './nats/receive.js';
export { NatsCluster, type NatsClusterOptions } from './nats/server-cluster.js';
export { renderServerConfig, type BusUser, type NatsServerConfig } from './nats/server-config.js';
export { NatsServerProcess, type NatsServerOptions } from './nats/server-process.js';
export { ensureStream, type StreamOptions } from './nats/streams.js';
export { Table, type Change, type Row, type TableOptions } from './nats/table.js';
export { LARGE_BYTES, type MessageType, type Topic } from './nats/topic.js';
export { WorkQueue, type Job, type WorkOptions, type WorkQueueOptions } from './nats/work-queue.js';
export { runService, type SignalSource } from './run-service.js';
export { Service, type ReadyFacts, type ServiceOptions } from './service.js';
export { serviceCommand, type CommandSurroundings } from './service-command.js';
export { serviceMain, type Output } from './service-main.js';
export {
  busFromConfig,
  standardParts,
  tlsFromConfig,
  type ObservabilityConfig,
  type StandardParts,
} from './standard-parts.js';
export { StatusServer, type StatusServerOptions } from './status-server.js';
export { loadTlsIdentity, type TlsFiles, type TlsIdentity } from './tls/tls-identity.js';
export { otlpExporter } from './tracing/otlp-exporter.js';
export { Tracing, noTracing, type SpanOptions, type TracingOptions } from './tracing/tracing.js';
