import { messageOf, tlsFromConfig, type TlsIdentity } from '@yumanet/service-kit/core';
import type { ChainConfig } from './config/schema.js';
import { ChainError } from './errors.js';

/** The certificate that gRPC clients and NATS are shown. @throws ChainError CONFIG_INVALID */
export function tlsIdentityOf(config: ChainConfig): TlsIdentity | undefined {
  try {
    const { tlsCaFile, tlsCertFile, tlsKeyFile } = config;
    return tlsFromConfig({ tlsCaFile, tlsCertFile, tlsKeyFile }, Date.now());
  } catch (error) {
    throw new ChainError('CONFIG_INVALID', messageOf(error), {}, { cause: error });
  }
}
