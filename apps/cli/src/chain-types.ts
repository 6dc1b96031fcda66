/** The parts of decoded values that the commands read; @polkadot/api types them no closer without generated code. */
export interface AccountInfo {
  readonly nonce: { toNumber(): number };
  readonly data: {
    readonly free: { toBigInt(): bigint };
    readonly reserved: { toBigInt(): bigint };
  };
}
export interface EventRecord {
  readonly phase: { readonly isApplyExtrinsic: boolean; readonly asApplyExtrinsic: { toNumber(): number } };
  readonly event: {
    readonly section: string;
    readonly method: string;
    readonly data: { toHuman(): unknown };
  };
}
