import type { z } from 'zod';
import type { ConfigSources, ConfigSubject } from './config/load-config.js';
import { isServiceError } from './errors.js';
import type { ExitCode } from './lifecycle.js';
import { runService, type SignalSource } from './run-service.js';
import { serviceMain, type Output } from './service-main.js';
import type { ReadyFacts, Service } from './service.js';

export interface CommandSurroundings {
  readonly sources?: ConfigSources;
  readonly output?: Output;
  readonly signals?: SignalSource;
}

/**
 * The whole command of a service: settings, help, start, one ready line, run until told to stop. With `--json` the
 * ready line is JSON on standard output; the log is on standard error in any case.
 */
export function serviceCommand<Schema extends z.ZodObject>(
  subject: ConfigSubject<Schema>,
  create: (config: z.output<Schema>) => Promise<Service>,
  { sources, output, signals }: CommandSurroundings = {},
): Promise<ExitCode | 2> {
  const print = output?.stdout ?? ((text: string) => void process.stdout.write(text));
  const complain = output?.stderr ?? ((text: string) => void process.stderr.write(text));
  return serviceMain(
    subject,
    async ({ config, json, warnings }) => {
      for (const warning of warnings) complain(`${subject.command}: ${warning}\n`);
      const service = await create(config).catch((error: unknown) => {
        // Settings that do not fit each other, or the world: its maker says which.
        if (!isServiceError(error)) throw error;
        complain(`${subject.command}: ${error.code}: ${error.message}\n`);
        return undefined;
      });
      if (!service) return 2;
      const ready = () => print(`${json ? jsonLine(service.ready()) : textLine(subject, service.ready())}\n`);
      return runService(service.lifecycle, signals, ready);
    },
    sources,
    output,
  );
}

const jsonLine = (facts: ReadyFacts): string => JSON.stringify({ ...facts, pid: process.pid });

function textLine(
  { command, version }: Pick<ConfigSubject<z.ZodObject>, 'command' | 'version'>,
  facts: ReadyFacts,
) {
  const shown = Object.entries(facts).filter(
    ([name, value]) => name !== 'event' && name !== 'service' && value !== undefined,
  );
  return `${command} ${version} is ready: ${shown.map(([name, value]) => `${name} ${String(value)}`).join(', ')}`;
}
