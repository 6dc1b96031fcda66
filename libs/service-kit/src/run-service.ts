import { Lifecycle, type ExitCode, type LifecycleOptions } from './lifecycle.js';

/** The part of `process` that is used; a test gives its own. */
export interface SignalSource {
  on(event: 'SIGINT' | 'SIGTERM', listener: (signal: 'SIGINT' | 'SIGTERM') => void): unknown;
  off(event: 'SIGINT' | 'SIGTERM', listener: (signal: 'SIGINT' | 'SIGTERM') => void): unknown;
  exit(code: number): void;
}

/**
 * Runs a service until SIGINT or SIGTERM, or until a component fails. A second signal leaves at once with 128 + its
 * number, for the person who does not want to wait.
 *
 * @returns the exit code; the caller sets `process.exitCode`, so that logs are flushed.
 */
export async function runService(
  options: LifecycleOptions | Lifecycle,
  signals: SignalSource = process,
  started?: (lifecycle: Lifecycle) => void,
): Promise<ExitCode> {
  const lifecycle = options instanceof Lifecycle ? options : new Lifecycle(options);
  let asked = false;
  const onSignal = (signal: 'SIGINT' | 'SIGTERM') => {
    if (asked) {
      lifecycle.logger.warn({ signal }, 'second signal: leaving without waiting');
      signals.exit(signal === 'SIGINT' ? 130 : 143);
      return;
    }
    asked = true;
    void lifecycle.stop(signal);
  };
  signals.on('SIGINT', onSignal);
  signals.on('SIGTERM', onSignal);
  try {
    await lifecycle.start();
    if (lifecycle.state === 'running') started?.(lifecycle);
  } catch (error) {
    lifecycle.logger.fatal({ error }, 'service did not start');
  }
  const code = await lifecycle.stopped;
  signals.off('SIGINT', onSignal);
  signals.off('SIGTERM', onSignal);
  return code;
}
