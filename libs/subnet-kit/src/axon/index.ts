export { axonAddress, type AxonPlace } from './axon-address.js';
export { checkRequest } from './check-request.js';
export { AXON_ERRORS, axonError, type AxonErrorCode } from './errors.js';
export type { UnsignedRequest } from './payload.js';
export {
  isSignedBy,
  signRequest,
  signResponse,
  verifyRequest,
  verifyResponse,
  type HotkeySigner,
  type RequestFields,
} from './signature.js';
export { signStream, verifyStream, type StreamPiece } from './stream.js';
export {
  readSynapseBody,
  readSynapseHead,
  requestOfSynapse,
  signSynapse,
  STREAM_SYNAPSE_NAME,
  SYNAPSE_NAME,
  SYNAPSE_VERSION,
  verifySynapse,
  type SynapseBody,
  type SynapseFields,
  type SynapseHead,
} from './synapse/message.js';
export { querySynapse, type SynapseAnswer, type SynapseQuery } from './synapse/query-synapse.js';
export { httpStatusOf } from './synapse/status.js';
export {
  sealTask,
  SealingKey,
  signSealingKey,
  verifySealingKey,
  type OpenedTask,
  type SealContext,
  type SealedTask,
} from './sealing.js';
