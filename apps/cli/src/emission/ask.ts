import { EmissionServiceService } from '@yumanet/proto/emission/v1';
import { createGrpcClient, isServiceError, type GrpcClient } from '@yumanet/service-kit';
import { CliError } from '../cli-error.js';
import { clientTls } from '../client-tls.js';

export type EmissionClient = GrpcClient<typeof EmissionServiceService>;

/** Milliseconds for one answer. */
export const ASK = { deadlineMs: 30_000 };

/** Asks an emission service. @throws CliError UNREACHABLE, BAD_INPUT, REFUSED with the service's own code. */
export async function askEmission<T>(
  address: string,
  ask: (client: EmissionClient) => Promise<T>,
): Promise<T> {
  const client = createGrpcClient(EmissionServiceService, { address, ...clientTls('emission') });
  try {
    return await ask(client);
  } catch (error) {
    if (!isServiceError(error)) throw error;
    const unreachable = error.status === 'UNAVAILABLE' || error.status === 'DEADLINE_EXCEEDED';
    const code = unreachable ? 'UNREACHABLE' : error.status === 'INVALID_ARGUMENT' ? 'BAD_INPUT' : 'REFUSED';
    throw new CliError(
      code,
      unreachable ? `no emission service at ${address}: ${error.message}` : `${error.code}: ${error.message}`,
    );
  } finally {
    client.close();
  }
}
