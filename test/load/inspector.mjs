// A node process that is open to an inspector of its own machine (`--inspect=127.0.0.1:0`).
import { createInterface } from 'node:readline';

/**
 * Reads a process's standard error: resolves to the inspector's address, and passes on whatever is not the inspector's own
 * talk, which comes again at every visit.
 */
export function inspectorOf(stderr) {
  let found;
  const inspector = new Promise((resolve) => (found = resolve));
  createInterface({ input: stderr }).on('line', (line) => {
    const address = /^Debugger listening on (ws:\S+)/.exec(line)?.[1];
    if (address !== undefined) found(address);
    else if (!/^(Debugger |For help, see: |Waiting for the debugger)/.test(line))
      process.stderr.write(`${line}\n`);
  });
  return inspector;
}
