import type { TlsIdentity } from '@yumanet/service-kit/core';
import { messageOf, tlsFromConfig } from '@yumanet/service-kit/core';
import { CliError } from './cli-error.js';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * What a service is asked with over gRPC: the certificate that `YUMANET_TLS_CA_FILE`, `…_CERT_FILE` and `…_KEY_FILE` name, as
 * `yumanet security init` writes them for `cli`, or nothing.
 *
 * @param kind that the other side's certificate must name.
 * @throws CliError BAD_INPUT for files that cannot be used.
 */
export function clientTls(
  kind: 'emission' | 'validator',
  env: Env = process.env,
): { readonly tls?: TlsIdentity; readonly serverName?: string } {
  const files = {
    tlsCaFile: env['YUMANET_TLS_CA_FILE'],
    tlsCertFile: env['YUMANET_TLS_CERT_FILE'],
    tlsKeyFile: env['YUMANET_TLS_KEY_FILE'],
  };
  try {
    const tls = tlsFromConfig(files, Date.now());
    return tls === undefined ? {} : { tls, serverName: kind };
  } catch (error) {
    throw new CliError('BAD_INPUT', messageOf(error));
  }
}
