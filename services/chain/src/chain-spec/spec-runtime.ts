import type { Runtime } from '@yumanet/frame';
import { createFinney202406 } from '@yumanet/subtensor';
import { runtimeParameters } from './parameters.js';
import type { ChainSpec } from './schema.js';

/** The runtime that a chain spec asks for: Finney of June 2024, with the spec's parameters. */
export const specRuntime = (spec: ChainSpec): Runtime =>
  createFinney202406({ parameters: runtimeParameters(spec.parameters) });
