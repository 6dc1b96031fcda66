// The processes of a network and what they use. Linux.
import { readFileSync, readdirSync } from 'node:fs';

/** Ticks of a second in /proc: fixed on every Linux that Node runs on. */
const TICKS = 100;

/** Fields of /proc/PID/stat from the third on: what stands before is the name, which may hold anything. */
const statOf = (pid) =>
  readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\)\s/s, '')
    .split(' ');

/** A network's processes, as [name, pid]: itself, nats-server, and a model each by the name of its miner. */
export function processesOf(network) {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [{ pid: Number(name), parent: Number(statOf(name)[1]), args: argsOf(name) }];
      } catch {
        return []; // It ended between the two looks.
      }
    });
  const below = (parent) =>
    all.filter((each) => each.parent === parent).flatMap((each) => [each, ...below(each.pid)]);
  const named = below(network).map(({ pid, args }) => {
    // A model's folder has the name of its miner.
    const miner = /"dataDir":"[^"]*\/([^"/]+)"/.exec(args)?.[1];
    return [miner ?? (args.includes('nats-server') ? 'nats-server' : undefined), pid];
  });
  return [['network', network], ...named.filter(([name]) => name !== undefined)];
}

const argsOf = (pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');

/** Seconds of a core that a process has used since its start. */
export function cpuSecondsOf(pid) {
  const fields = statOf(pid);
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}
