import { z } from 'zod';
import type { ConfigSources } from './config/load-config.js';
import { isServiceError } from './errors.js';
import { serviceMain, type Output } from './service-main.js';

/** How a store is copied; what both give says what is in the copy. */
export interface CopiedStore {
  readonly service: string;
  readonly version: string;
  /** What is copied, for people: `ledger`. */
  readonly what: string;
  /** The setting that names where it lies: `dataDir`. */
  readonly at: string;
  /** Into an empty folder, also while the service runs. @throws ServiceError */
  readonly backup: (at: string, to: string) => Promise<object>;
  /** Into an empty folder, which the service then uses. @throws ServiceError */
  readonly restore: (from: string, at: string) => Promise<object>;
}

export type CopyVerb = 'backup' | 'restore';

export const isCopyVerb = (word: string | undefined): word is CopyVerb =>
  word === 'backup' || word === 'restore';

/** `yumanet-<service> backup|restore`: a JSON line says what was copied. @returns the exit status. */
export function copyCommand(
  verb: CopyVerb,
  { service, version, what, at, backup, restore }: CopiedStore,
  sources: ConfigSources,
  output: Output = {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
  },
): Promise<0 | 1 | 2> {
  const folder = (description: string, example: string) => z.string().min(1).meta({ description, example });
  const other = verb === 'backup' ? 'to' : 'from';
  const subject = {
    service,
    command: `yumanet-${service} ${verb}`,
    version,
    summary:
      verb === 'backup'
        ? `Copies the ${what} into an empty folder, also while the service runs.`
        : `Puts a copy of the ${what} where a service will use it.`,
    schema: z.object({
      [at]: folder(`Folder of the ${what}, as the service has it.`, service),
      [other]: folder(verb === 'backup' ? 'Empty folder for the copy.' : 'Folder that backup wrote.', 'copy'),
    }),
  };
  return serviceMain<z.ZodObject, 0 | 1 | 2>(
    subject,
    async ({ config }) => {
      const { [at]: own, [other]: copy } = config as Readonly<Record<string, string>>;
      try {
        const copied = await (verb === 'backup' ? backup(own!, copy!) : restore(copy!, own!));
        output.stdout(`${JSON.stringify({ event: verb, ...copied })}\n`);
        return 0;
      } catch (error) {
        if (!isServiceError(error)) throw error;
        output.stderr(`${subject.command}: ${error.code}: ${error.message}\n`);
        return 1;
      }
    },
    sources,
    output,
  );
}
