import { Header, method, runtimeApi, unit } from '@yumanet/frame';

/** OffchainWorkerApi: no pallet of this runtime works off chain. */
export const offchainWorkerApi = runtimeApi('OffchainWorkerApi', 2, [
  method('offchain_worker', { header: Header }, unit, () => undefined),
]);
