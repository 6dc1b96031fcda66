/** Format of both stores; raised whenever what is written changes its meaning. */
export const LEDGER_VERSION = 1;
