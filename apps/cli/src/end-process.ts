/** What still runs then is ended by force, ms: a connection that a start which failed left open, say. */
const GRACE_MS = 10_000;

/** Ends this process with a status: by itself when nothing is left to do, and soon in any case. */
export function endProcess(status: number, graceMs = GRACE_MS): void {
  process.exitCode = status;
  setTimeout(() => process.exit(status), graceMs).unref();
}
