export { Difference, EpochVerdict, NeuronEpoch, Verdict } from './generated/yumanet/emission/v1/emission.js';
export { EpochVerified } from './generated/yumanet/emission/v1/emission_events.js';
export {
  EmissionServiceClient,
  EmissionServiceService,
  GetEpochVerdictRequest,
  GetEpochVerdictResponse,
  StreamEpochVerdictsRequest,
  StreamEpochVerdictsResponse,
  type EmissionServiceServer,
} from './generated/yumanet/emission/v1/emission_service.js';
