export { ModelFact, RequestCount } from './generated/yumanet/miner/v1/miner.js';
export {
  AxonServiceClient,
  AxonServiceService,
  QueryRequest,
  QueryResponse,
  type AxonServiceServer,
} from './generated/yumanet/miner/v1/axon_service.js';
export {
  GetStatusRequest,
  GetStatusResponse,
  MinerServiceClient,
  MinerServiceService,
  type MinerServiceServer,
} from './generated/yumanet/miner/v1/miner_service.js';
