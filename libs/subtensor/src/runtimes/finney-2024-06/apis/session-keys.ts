import {
  bytes,
  fixedBytes,
  method,
  newtype,
  option,
  panic,
  runtimeApi,
  toHex,
  tuple,
  vec,
} from '@yumanet/frame';

const KeyTypeId = newtype('sp_core::crypto::KeyTypeId', fixedBytes(4));

const KEY_LENGTH = 32;

/** The session keys in order: the author's (sr25519) and the finality voter's (ed25519). */
const KEY_TYPES = ['aura', 'gran'].map((name) => toHex(new TextEncoder().encode(name)));

/** SessionKeys: the keys of a node, joined as bytes. */
export const sessionKeysApi = runtimeApi('SessionKeys', 1, [
  // DEVIATION: a runtime here has no keystore. Upstream panics in the same way when the node offers none.
  method('generate_session_keys', { seed: option(bytes) }, bytes, () => {
    throw panic('generate_session_keys: expected a keystore, got none');
  }),
  method(
    'decode_session_keys',
    { encoded: bytes },
    option(vec(tuple(bytes, KeyTypeId))),
    (_ctx, { encoded }) => {
      if (encoded.length !== KEY_LENGTH * KEY_TYPES.length) return undefined;
      return KEY_TYPES.map((type, i) => [encoded.slice(KEY_LENGTH * i, KEY_LENGTH * (i + 1)), type] as const);
    },
  ),
]);
