// A node process that is open to an inspector of its own machine (`--inspect=127.0.0.1:0`).
import { createInterface } from 'node:readline';

/**
 * Reads the standard error of a process and of those that it starts: hears the inspectors' addresses, and passes on whatever is not
 * their own talk, which comes again at every visit.
 *
 * @returns the address of the first that spoke, which is the process's own, and all of them, as they come.
 */
export function inspectorsOf(stderr) {
  const all = new Set();
  let found;
  const own = new Promise((resolve) => (found = resolve));
  createInterface({ input: stderr }).on('line', (line) => {
    const address = /^Debugger listening on (ws:\S+)/.exec(line)?.[1];
    if (address !== undefined) {
      all.add(address);
      found(address);
    } else if (!/^(Debugger |For help, see: |Waiting for the debugger)/.test(line))
      process.stderr.write(`${line}\n`);
  });
  return { own, all };
}

/** As `inspectorsOf`, of a process that starts no other: its own alone. */
export const inspectorOf = (stderr) => inspectorsOf(stderr).own;
