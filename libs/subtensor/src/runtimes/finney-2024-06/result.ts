import type { DispatchErrorValue, DispatchResult, ResultValue } from '@yumanet/frame';

/** A dispatch's outcome as `Result<(), DispatchError>`, for events. */
export const toResult = (result: DispatchResult): ResultValue<undefined, DispatchErrorValue> =>
  result.ok ? { ok: true, value: undefined } : { ok: false, value: result.error };
