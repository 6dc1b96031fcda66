export { axonAddress, type AxonPlace } from './axon-address.js';
export { checkRequest } from './check-request.js';
export { AXON_ERRORS, axonError, type AxonErrorCode } from './errors.js';
export type { UnsignedRequest } from './payload.js';
export {
  signRequest,
  signResponse,
  verifyRequest,
  verifyResponse,
  type HotkeySigner,
  type RequestFields,
} from './signature.js';
