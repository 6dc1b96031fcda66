import { onTestFinished } from 'vitest';
import { startChainService, type ChainService } from '../src/chain-service.js';
import { configSchema } from '../src/config/schema.js';
import { ToyClient } from './toy-server.js';

const silent = (): undefined => undefined;
const LOG = {
  info: silent,
  warn: silent,
  debug: silent,
  error: silent,
  fatal: silent,
  child: () => LOG,
} as never;

export interface DevNode extends ChainService {
  readonly client: ToyClient;
  /** Errors that would have ended the process. */
  readonly fatal: unknown[];
}

/** The real node with the real runtime in this process, stopped after the test; blocks are made on request. */
export async function startDevNode(settings: Record<string, unknown> = {}): Promise<DevNode> {
  const fatal: unknown[] = [];
  const config = configSchema.parse({
    sealing: 'manual',
    time: 'simulated',
    rpcPort: 0,
    verifyThreads: 0,
    ...settings,
  });
  const service = await startChainService(config, {
    log: LOG,
    version: '0',
    onFatal: (error) => fatal.push(error),
  });
  onTestFinished(() => service.stop());
  const client = await ToyClient.connect(service.rpcPort);
  onTestFinished(() => client.socket.terminate());
  return { ...service, client, fatal };
}

export const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
export const BOB = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty';
/** Nobody's: 32 bytes of 7. */
export const STRANGER = `0x${'07'.repeat(32)}`;
