export {
  JudgeParts,
  MinerAnswer,
  MinerVerdict,
  PartAnswers,
  PlannedMiner,
  RoundPart,
  RoundPlan,
  RoundVerdict,
  ScoringJob,
} from './generated/yumanet/validator/v1/scoring.js';
export {
  IntentLog,
  IntentState,
  MinerQuery,
  MinerScore,
  ReceiptExplanation,
  Round,
  ScoreBook,
  WeightsIntent,
  WeightsReceipt,
} from './generated/yumanet/validator/v1/validator.js';
export {
  GetStatusRequest,
  GetStatusResponse,
  ListReceiptsRequest,
  ListReceiptsResponse,
  NeuronScore,
  ValidatorServiceClient,
  ValidatorServiceService,
  type ValidatorServiceServer,
} from './generated/yumanet/validator/v1/validator_service.js';
