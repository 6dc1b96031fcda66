/** Everything. Who must start fast imports an entry alone: `@yumanet/service-kit/core`, `…/grpc-server` and so on. */
export * from './entries/core.js';
export * from './entries/config.js';
export * from './entries/grpc-client.js';
export * from './entries/grpc-server.js';
export * from './entries/nats.js';
export * from './entries/observability.js';
export * from './entries/service.js';
