import {
  DispatchFailure,
  type DispatchErrorValue,
  type DispatchResult,
  type PostInfo,
  type ResultValue,
} from '@yumanet/frame';

/** A dispatch's outcome as `Result<(), DispatchError>`, for events. */
export const toResult = (result: DispatchResult): ResultValue<undefined, DispatchErrorValue> =>
  result.ok ? { ok: true, value: undefined } : { ok: false, value: result.error };

/** An inner call's error as the outer call's failure, with what the outer call cost. */
export const rethrow = (error: DispatchErrorValue, post: PostInfo): DispatchFailure =>
  new DispatchFailure({ kind: 'value', error }, post);
