export { contractViolations, type ContractOptions } from './contract-violations.js';
