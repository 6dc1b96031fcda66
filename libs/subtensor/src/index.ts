export {
  createFinney202406,
  finney202406,
  type Finney202406Options,
} from './runtimes/finney-2024-06/runtime.js';
export { SPEC_185 } from './runtimes/finney-2024-06/version.js';
