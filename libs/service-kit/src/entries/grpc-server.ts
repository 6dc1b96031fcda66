/** `@yumanet/service-kit/grpc-server`: The gRPC server. */
export { GrpcServer, type GrpcServerOptions } from '../grpc/server.js';
export type { Middleware, ServerCall } from '../grpc/server-call.js';
export type { Handlers, ServiceShape } from '../grpc/service-types.js';
export { fromGrpc, grpcNumberOf, statusOf, toGrpc } from '../grpc/status.js';
