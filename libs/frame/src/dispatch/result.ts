import type { PlainError } from './failure.js';
import type { PostInfo } from './info.js';

/** A value of sp_runtime::DispatchError; `error` is 4 bytes as hex, the first of them the index. */
export type DispatchErrorValue =
  | PlainError
  | { readonly type: 'Module'; readonly value: { readonly index: number; readonly error: string } };

export type DispatchResult =
  | { readonly ok: true; readonly post: PostInfo }
  | { readonly ok: false; readonly error: DispatchErrorValue; readonly post: PostInfo };
