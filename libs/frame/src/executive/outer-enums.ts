import { callTypeOf, type Pallet } from '../pallet/pallet.js';
import { typeOf, type AnyType, type OuterName } from '../types/type.js';
import { MultiAddress, MultiSignature, RuntimeCall } from '../types/common.js';
import { bytes } from '../types/build.js';
import type { RuntimeParts } from './linked.js';

export type OuterEnums = Readonly<Record<OuterName, AnyType>>;

/** The enums over all pallets: a variant per pallet that has the thing, at the pallet's index. */
export function outerEnums({ path, pallets, originCaller, extensions }: RuntimeParts): OuterEnums {
  const over = (name: string, part: (pallet: Pallet) => AnyType | undefined): AnyType =>
    typeOf({
      kind: 'variant',
      path: `${path}::${name}`,
      variants: pallets.flatMap((pallet) => {
        const type = part(pallet);
        return type === undefined
          ? []
          : [{ name: pallet.name, index: pallet.index, fields: [{ name: undefined, type }] }];
      }),
      params: [],
    });
  return {
    RuntimeCall: over('RuntimeCall', callTypeOf),
    RuntimeEvent: over('RuntimeEvent', ({ events }) => events),
    RuntimeError: over('RuntimeError', ({ errors }) => errors),
    RuntimeHoldReason: over('RuntimeHoldReason', ({ holdReasons }) => holdReasons),
    RuntimeFreezeReason: over('RuntimeFreezeReason', () => undefined),
    OriginCaller: originCaller,
    Runtime: typeOf({ kind: 'composite', path: `${path}::Runtime`, fields: [], params: [] }),
    UncheckedExtrinsic: typeOf({
      kind: 'composite',
      path: 'sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic',
      fields: [{ name: undefined, type: bytes }],
      params: [
        { name: 'Address', type: MultiAddress },
        { name: 'Call', type: RuntimeCall },
        { name: 'Signature', type: MultiSignature },
        { name: 'Extra', type: typeOf({ kind: 'tuple', items: extensions.map(({ extra }) => extra) }) },
      ],
    }),
  };
}
