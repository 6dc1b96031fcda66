import type { Metadata } from '@polkadot/types';
import { shapeOf } from './shape.js';

/** Extensions of a signed extrinsic that carry data, and that @polkadot/types knows how to fill. */
const FILLED = new Set([
  'CheckSpecVersion',
  'CheckTxVersion',
  'CheckGenesis',
  'CheckMortality',
  'CheckEra',
  'CheckNonce',
  'ChargeTransactionPayment',
  'CheckMetadataHash',
]);

export interface ExtensionCheck {
  /** They add no byte: declared as such, so that nothing is guessed about them. */
  readonly empty: Readonly<
    Record<string, { readonly extrinsic: Record<string, string>; readonly payload: Record<string, string> }>
  >;
  /** They carry data nobody here knows: extrinsics of this runtime cannot be signed. */
  readonly unknown: readonly string[];
}

/** Looks at what each signed extension adds, instead of taking an unknown one for harmless. */
export function checkExtensions(metadata: Metadata): ExtensionCheck {
  const { lookup } = metadata.asLatest;
  const isEmpty = (id: Parameters<typeof shapeOf>[1]) => shapeOf(lookup, id) === '()';
  const all = extensionsOf(metadata).map(({ name, type, implicit }) => ({
    name,
    empty: isEmpty(type) && isEmpty(implicit),
  }));
  const empty = all.filter((each) => each.empty).map(({ name }) => [name, { extrinsic: {}, payload: {} }]);
  const unknown = all.filter((each) => !each.empty && !FILLED.has(each.name)).map(({ name }) => name);
  return { empty: Object.fromEntries(empty) as ExtensionCheck['empty'], unknown };
}

function extensionsOf(metadata: Metadata) {
  if (metadata.version >= 16) {
    return metadata.asV16.extrinsic.transactionExtensions.map(({ identifier, type, implicit }) => ({
      name: identifier.toString(),
      type,
      implicit,
    }));
  }
  // Not from `asLatest`: @polkadot/types 16.5.6 loses the implicit part on the way from V15 to V16.
  return metadata.asV15.extrinsic.signedExtensions.map(({ identifier, type, additionalSigned }) => ({
    name: identifier.toString(),
    type,
    implicit: additionalSigned,
  }));
}
