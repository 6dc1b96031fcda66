/** `@yumanet/service-kit/grpc-client`: Clients of gRPC services. */
export type { PolicyOptions } from '../grpc/call-policy.js';
export {
  createGrpcClient,
  type GrpcClient,
  type GrpcClientOptions,
  type StreamCallOptions,
  type UnaryCallOptions,
} from '../grpc/client.js';
