import type { ChainService } from '@yumanet/chain';
import { createLogger, logFile } from '@yumanet/service-kit';
import type { Facts, Part } from './part.js';
import type { Settings } from './service-kinds.js';

/** The chain in this process. */
export class LocalChainPart implements Part {
  readonly name = 'chain';
  readonly failed: Promise<string>;
  private service: ChainService | undefined;
  private fail: (reason: string) => void = () => undefined;

  constructor(
    private readonly settings: Settings,
    private readonly version: string,
    private readonly logFile: string,
  ) {
    this.failed = new Promise((resolve) => (this.fail = resolve));
  }

  async start(): Promise<Facts> {
    const { configSchema, startChainService } = await import('@yumanet/chain');
    const config = configSchema.parse(this.settings);
    const log = createLogger({
      service: this.name,
      level: config.logLevel,
      destination: logFile(this.logFile),
    });
    const { version } = this;
    this.service = await startChainService(config, {
      log,
      version,
      onFatal: (error) => this.fail(error instanceof Error ? error.message : String(error)),
    });
    const { rpcPort, outlets } = this.service;
    return {
      rpc: `ws://${config.rpcHost}:${rpcPort}`,
      grpc: `${config.grpcHost}:${outlets.grpcPort}`,
      status: `http://${config.statusHost}:${outlets.statusPort}`,
    };
  }

  async stop(): Promise<void> {
    await this.service?.stop();
  }
}
