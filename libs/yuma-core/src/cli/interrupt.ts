/** Ctrl-C and SIGTERM as a signal to finish what is in work; a second one ends the process as usual. */
export function interruptSignal(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const abort = () => {
    release();
    controller.abort();
  };
  const release = () => {
    process.off('SIGINT', abort);
    process.off('SIGTERM', abort);
  };
  process.on('SIGINT', abort);
  process.on('SIGTERM', abort);
  return { signal: controller.signal, release };
}

/** What a shell expects of a program that Ctrl-C ended. */
export const EXIT_INTERRUPTED = 130;
