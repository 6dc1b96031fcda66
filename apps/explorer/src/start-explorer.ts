import type { z } from 'zod';
import { explorerSchema } from './config.js';
import { createExplorerService } from './explorer-service.js';

/** Settings as `yumanet-explorer --help` lists them; what is left out has its default. */
export type ExplorerOptions = z.input<typeof explorerSchema>;

export interface RunningExplorer {
  /** Of the page. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts the explorer in this process. The chain and the emission service may come later: the page says so meanwhile.
 *
 * @throws ZodError for settings outside their range; ServiceError START_FAILED, also for a port that is taken.
 */
export async function startExplorer(
  options: ExplorerOptions = {},
  signal?: AbortSignal,
): Promise<RunningExplorer> {
  const service = await createExplorerService(explorerSchema.parse(options));
  await service.start(signal);
  return { url: String(service.ready()['url']), stop: () => service.stop() };
}
