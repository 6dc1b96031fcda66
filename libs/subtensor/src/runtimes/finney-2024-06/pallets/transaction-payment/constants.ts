import { constantsOf, u8 } from '@yumanet/frame';

const constant = constantsOf('TransactionPayment');

export const OperationalFeeMultiplier = constant('OperationalFeeMultiplier', u8, 1);

export const CONSTANTS = [OperationalFeeMultiplier];
