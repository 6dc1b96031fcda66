import { method, runtimeApi, type RuntimeApi } from '../runtime-api.js';
import { option, u32, vec } from '../types/build.js';
import { OpaqueMetadata } from '../types/common.js';

/** Versions of the metadata format that this kernel builds, lowest first. */
export const METADATA_VERSIONS = [14, 15] as const;

/** Metadata: the runtime's description of itself, as clients read it. */
export const metadataApi = (build: (version: 14 | 15) => Uint8Array): RuntimeApi =>
  runtimeApi('Metadata', 2, [
    method('metadata', {}, OpaqueMetadata, () => build(14)),
    method('metadata_at_version', { version: u32 }, option(OpaqueMetadata), (_ctx, { version }) => {
      const known = METADATA_VERSIONS.find((each) => each === version);
      return known === undefined ? undefined : build(known);
    }),
    method('metadata_versions', {}, vec(u32), () => METADATA_VERSIONS),
  ]);
