/** `@yumanet/service-kit/service`: A whole service from its settings. */
export { bodyTooLarge, httpError, noSuchPath, type HttpError } from '../http/http-error.js';
export { runService, type SignalSource } from '../run-service.js';
export { Service, type ReadyFacts, type ServiceOptions } from '../service.js';
export { serviceCommand, type CommandSurroundings } from '../service-command.js';
export {
  busFromConfig,
  standardParts,
  type ObservabilityConfig,
  type StandardParts,
} from '../standard-parts.js';
export { OpenTelemetryTracing, type TracingOptions } from '../tracing/open-telemetry-tracing.js';
export { openTracing, type TracingSettings } from '../tracing/open-tracing.js';
export { HttpServer, type HttpServerOptions } from '../http/http-server.js';
export { HTTP_STATUS } from '../http/http-status.js';
