import * as tf from '@tensorflow/tfjs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';

/** Raised when the file's form changes; a file of another form is as good as none. */
const FORMAT = 1;

const fileSchema = z.strictObject({
  format: z.literal(FORMAT),
  /** What it was learnt from and how; a model of another recipe is another model. */
  recipe: z.string(),
  facts: z.record(z.string(), z.number()),
  topology: z.record(z.string(), z.unknown()),
  weightSpecs: z.array(z.custom<tf.io.WeightsManifestEntry>((spec) => typeof spec === 'object')),
  weights: z.base64(),
});

/** A model with what was measured of it. */
export interface StoredModel {
  readonly model: tf.LayersModel;
  readonly facts: Readonly<Record<string, number>>;
}

/** Writes a model, whole or not at all. */
export async function saveModel(path: string, recipe: string, { model, facts }: StoredModel): Promise<void> {
  let artifacts: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler((given) => {
      artifacts = given;
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } });
    }),
  );
  const text = JSON.stringify({
    format: FORMAT,
    recipe,
    facts,
    topology: artifacts?.modelTopology,
    weightSpecs: artifacts?.weightSpecs,
    weights: Buffer.from(artifacts?.weightData as ArrayBuffer).toString('base64'),
  });
  await writeFile(`${path}.new`, text, { flush: true });
  await rename(`${path}.new`, path);
}

/** The model of a file; undefined where there is none of this recipe and form, or one that cannot be read: it is learnt anew. */
export async function loadModel(path: string, recipe: string): Promise<StoredModel | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  const file = fileSchema.safeParse(parsed(text));
  if (!file.success || file.data.recipe !== recipe) return undefined;
  const { topology, weightSpecs, weights, facts } = file.data;
  const weightData = Uint8Array.from(Buffer.from(weights, 'base64')).buffer;
  const handler = tf.io.fromMemory({ modelTopology: topology, weightSpecs, weightData });
  return { model: await tf.loadLayersModel(handler), facts };
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
