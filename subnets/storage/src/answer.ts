import { jsonCodec, type Codec } from '@yumanet/subnet-kit';
import { z } from 'zod';
import { CHUNK_BYTES, LEAF_BYTES, PATH_LENGTH, type Proof } from './merkle.js';

const base64Of = (bytes: number) => z.base64().length(4 * Math.ceil(bytes / 3));
const MOST = 256;

const schema = z.strictObject({
  /** How many of the chunks given it keeps from now on: the first so many. */
  stored: z.number().int().min(0).max(MOST),
  /** For each leaf asked for: the leaf and its path; null where it is lost. */
  proofs: z
    .array(
      z
        .strictObject({ leaf: base64Of(LEAF_BYTES), path: z.array(base64Of(32)).length(PATH_LENGTH) })
        .nullable(),
    )
    .max(MOST),
  /** For each chunk asked for: the chunk; null where it is lost. */
  chunks: z.array(base64Of(CHUNK_BYTES).nullable()).max(MOST),
});

/** What a miner shows and gives back; bytes stand in base64. */
export type Receipt = z.output<typeof schema>;
type WireProof = NonNullable<Receipt['proofs'][number]>;

export const receiptCodec: Codec<Receipt> = jsonCodec(schema, 'storage answer');

export const toWire = ({ leaf, path }: Proof): WireProof => ({
  leaf: Buffer.from(leaf).toString('base64'),
  path: path.map((hash) => Buffer.from(hash).toString('base64')),
});

export const fromWire = ({ leaf, path }: WireProof): Proof => ({
  leaf: Buffer.from(leaf, 'base64'),
  path: path.map((hash) => Buffer.from(hash, 'base64')),
});
