/** `@yumanet/service-kit/config`: Settings of a command, from all their sources. */
export {
  busSettings,
  chainTlsSettings,
  emissionTlsSettings,
  grpcAddresses,
  grpcGuardSettings,
  grpcSettings,
  httpGuardSettings,
  observabilitySettings,
  tlsSettings,
  traceSettings,
} from '../config/common-settings.js';
export type { Field, FieldMeta } from '../config/field.js';
export {
  loadConfig,
  type ConfigSources,
  type ConfigSubject,
  type LoadedConfig,
} from '../config/load-config.js';
export { copyCommand, isCopyVerb, type CopiedStore, type CopyVerb } from '../copy-command.js';
export { HIDDEN, hideUrlPassword } from '../config/printable.js';
export { PROBLEMS, type Problem } from '../config/problem.js';
export { serviceMain, type Output } from '../service-main.js';
