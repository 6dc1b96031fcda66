export { ModelFact, RequestCount } from './generated/yumanet/miner/v1/miner.js';
export {
  AxonServiceClient,
  AxonServiceService,
  GetSealingKeyRequest,
  GetSealingKeyResponse,
  QueryRequest,
  QueryResponse,
  QueryStreamEnd,
  QueryStreamRequest,
  QueryStreamResponse,
  type AxonServiceServer,
} from './generated/yumanet/miner/v1/axon_service.js';
export {
  GetForecastRequest,
  GetForecastResponse,
  GetStatusRequest,
  GetStatusResponse,
  MinerServiceClient,
  MinerServiceService,
  type MinerServiceServer,
} from './generated/yumanet/miner/v1/miner_service.js';
