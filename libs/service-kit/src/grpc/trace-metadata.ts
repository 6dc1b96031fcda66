import type { Metadata } from '@grpc/grpc-js';
import type { TextMapGetter, TextMapSetter } from '@opentelemetry/api';

/** How trace ids are read from and written to gRPC metadata. */
export const metadataGetter: TextMapGetter<Metadata> = {
  get(metadata, key) {
    const value = metadata.get(key)[0];
    return typeof value === 'string' ? value : undefined;
  },
  keys: (metadata) => Object.keys(metadata.getMap()),
};

export const metadataSetter: TextMapSetter<Metadata> = {
  set: (metadata, key, value) => metadata.set(key, value),
};
