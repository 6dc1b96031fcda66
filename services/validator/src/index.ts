export { validatorSchema, type ValidatorConfig } from './config.js';
export { BLOCKED, VALIDATOR_ERRORS, type BlockedBy } from './errors.js';
export { Books } from './gateway/books/books.js';
export type { Client, Receipt } from './gateway/books/records.js';
export { GATEWAY_ERRORS, type GatewayErrorCode } from './gateway/errors.js';
export { isReceiptSigned, receiptOf } from './gateway/receipts/receipt.js';
export { createValidatorService } from './validator-service.js';
