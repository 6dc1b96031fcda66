export { ChainClient, type ChainClientOptions } from './chain-client.js';
export { CLIENT_ERRORS, clientError } from './errors.js';
export { GrpcSource, type GrpcSourceOptions } from './grpc/grpc-source.js';
export { fromHex, toHex } from './hex.js';
export { keyFromFile, keyFromUri, saveKeyFile, type Key } from './keys/key.js';
export { keyFromSettings, type KeySettings } from './keys/key-settings.js';
export {
  describeMetadata,
  differences,
  usedItems,
  type Difference,
  type RuntimeItems,
  type UsedItems,
} from './metadata/describe.js';
export { loadRuntime, type LoadedRuntime } from './metadata/load-runtime.js';
export { MetadataGuard } from './metadata/metadata-guard.js';
export type { StorageQuestion } from './metadata/storage-entry.js';
export { decodeEvents, dispatchError, type DecodedEvent, type Receipt } from './signing/receipt.js';
export { Sender, type SendOptions } from './signing/sender.js';
export {
  extrinsicHash,
  signExtrinsic,
  type SignOptions,
  type SignedExtrinsic,
} from './signing/sign-extrinsic.js';
export type {
  CallOptions,
  ChainBlock,
  ChainSource,
  ConnectionState,
  ExtrinsicState,
  Head,
  Hex,
  RuntimeFacts,
} from './source.js';
export { OwnedProvider, type ProviderOptions } from './substrate/owned-provider.js';
export { PolkadotProvider, openPolkadotApi } from './substrate/polkadot-api.js';
export { SubstrateSource } from './substrate/substrate-source.js';
