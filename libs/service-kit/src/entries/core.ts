/** `@yumanet/service-kit/core`: Errors, clocks, deadlines, logs, lifecycle, health: what every module needs, and little to load. */
export { backoffDelay, type BackoffOptions } from '../backoff.js';
export { fromJson, toJson } from '../bigint-json.js';
export { every, sleep, systemClock, type Clock, type Timer } from '../clock.js';
export { withDeadline, type Deadline } from '../deadline.js';
export { limited, type Limited } from '../limited.js';
export { whileAway, type WhileAwayOptions } from '../while-away.js';
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
} from '../errors.js';
export { Health, type HealthReport, type PartHealth } from '../health.js';
export {
  Lifecycle,
  type Component,
  type Deadlines,
  type ExitCode,
  type LifecycleOptions,
  type LifecycleState,
} from '../lifecycle.js';
export { together } from '../together.js';
export {
  LOG_LEVELS,
  createLogger,
  logFile,
  serializeError,
  silentLogger,
  type Logger,
  type LogLevel,
} from '../logger.js';
export { PRIVATE_EXPECTED, exposedMode } from '../private-file.js';
export { httpsFromFiles, tlsFromConfig, type TlsConfig } from '../tls/tls-from-config.js';
export { loadTlsIdentity, type TlsFiles, type TlsIdentity } from '../tls/tls-identity.js';
export { busLogin } from '../nats/bus-login.js';
export { ClientRates, networkOfAddress, type ClientRatesOptions } from '../client-rates.js';
export { guardConnections } from '../http/http-guard.js';
export { OpenAnswers, type RefuseLate } from '../http/open-answers.js';
export { TokenBucket, type TokenBucketOptions } from '../token-bucket.js';
