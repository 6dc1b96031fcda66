export {
  IntentLog,
  IntentState,
  MinerQuery,
  MinerScore,
  Round,
  ScoreBook,
  WeightsIntent,
} from './generated/yumanet/validator/v1/validator.js';
export {
  GetStatusRequest,
  GetStatusResponse,
  NeuronScore,
  ValidatorServiceClient,
  ValidatorServiceService,
  type ValidatorServiceServer,
} from './generated/yumanet/validator/v1/validator_service.js';
