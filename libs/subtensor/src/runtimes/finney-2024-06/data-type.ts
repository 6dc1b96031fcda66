import { fixedBytes, typeOf, type Type } from '@yumanet/frame';

/** Bytes as they are, up to a pallet's limit, or one of four hashes of them. `Raw5` holds five bytes as hex. */
export type DataValue =
  | { readonly type: 'None'; readonly value?: undefined }
  | { readonly type: `Raw${number}`; readonly value: string }
  | { readonly type: (typeof HASHES)[number]; readonly value: string };

const HASHES = ['BlakeTwo256', 'Sha256', 'Keccak256', 'ShaThree256'] as const;

/** A pallet's Data enum: a variant for every length of up to `maxRaw` bytes, then the hashes. */
export function dataType(path: string, maxRaw: number): Type<DataValue> {
  const of = (name: string, index: number, length: number) => ({
    name,
    index,
    fields: [{ name: undefined, type: fixedBytes(length) }],
  });
  return typeOf({
    kind: 'variant',
    path,
    variants: [
      { name: 'None', index: 0, fields: [] },
      ...Array.from({ length: maxRaw + 1 }, (_, length) => of(`Raw${length}`, length + 1, length)),
      ...HASHES.map((name, i) => of(name, maxRaw + 2 + i, 32)),
    ],
    params: [],
  });
}
