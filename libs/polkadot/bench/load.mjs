// `npm run bench -w @yumanet/polkadot`: CPU that loading takes, of the packages as they are and of the bundle of them.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const HELP = `npm run bench -w @yumanet/polkadot -- [options]

  --runs N  processes of each (default 5); the least counts
  --json    one JSON line an entry

Example: npm run bench -w @yumanet/polkadot -- --runs 3
`;
const { values } = parseArgs({
  options: { help: { type: 'boolean' }, json: { type: 'boolean' }, runs: { type: 'string', default: '5' } },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const runs = Number(values.runs);
if (!(runs >= 1)) throw new Error(`--runs: expected a number from 1 on, got ${values.runs}`);

/** Milliseconds of CPU until a module is loaded, an empty process's taken off. */
function cpuOf(module) {
  const code = `${module === undefined ? '' : `await import('${module}');`} const { user, system } = process.cpuUsage(); console.log(user + system)`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
    cwd: import.meta.dirname,
  });
  if (stdout === '') throw new Error(stderr);
  return Number(stdout) / 1_000;
}
const least = (module) => Math.min(...Array.from({ length: runs }, () => cpuOf(module)));

const empty = least(undefined);
for (const entry of ['api', 'types', 'keyring', 'util-crypto']) {
  const [packages, bundle] = [`@polkadot/${entry}`, `@yumanet/polkadot/${entry}`].map(
    (module) => least(module) - empty,
  );
  const said = {
    entry,
    packagesMs: Math.round(packages),
    bundleMs: Math.round(bundle),
    ratio: Number((packages / bundle).toFixed(2)),
  };
  process.stdout.write(
    values.json
      ? `${JSON.stringify(said)}\n`
      : `${entry.padEnd(12)} packages ${said.packagesMs} ms  bundle ${said.bundleMs} ms  ${said.ratio} times\n`,
  );
}
