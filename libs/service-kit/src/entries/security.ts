/** `@yumanet/service-kit/security`: An operator's own certificate authority. */
export { Authority, validFor, type Issued, type Validity } from '../tls/authority.js';
