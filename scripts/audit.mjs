// Known vulnerabilities of what is shipped, as the registry's advisories have them (`npm audit`):
//   npm run audit                      fails on any of high or critical severity, but the exceptions below
//   npm run audit -- --json            one JSON line for programs
// Where the registry has no audit endpoint, or cannot be reached, it says `no answer` and why, and fails nothing: a copy of this
// repository must build without a network. Exit status 1: a vulnerability; 0: none, or no answer.
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const DEADLINE_MS = 60_000;
const FAILS = new Set(['high', 'critical']);
/** By advisory (GHSA-…): why it cannot be used against this project. */
const EXCEPTIONS = {};
const HELP = `npm run audit -- [--dev] [--json]

  --dev    also what is needed for development only
  --json   one JSON line: status, vulnerabilities

Example: npm run audit
`;

const { values } = parseArgs({
  options: {
    dev: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}

/** @returns vulnerabilities by package, or why there is no answer. */
function ask() {
  const npm = process.env.npm_execpath;
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
  const flags = [
    'audit',
    '--json',
    '--package-lock-only',
    '--fetch-retries',
    '0',
    ...(values.dev ? [] : ['--omit', 'dev']),
  ];
  const { stdout, error } = spawnSync(command, [...first, ...flags], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 27,
    timeout: DEADLINE_MS,
  });
  if (error)
    return { why: error.code === 'ETIMEDOUT' ? `no answer within ${DEADLINE_MS} ms` : error.message };
  try {
    const report = JSON.parse(stdout);
    if (report.vulnerabilities === undefined || report.metadata === undefined)
      return {
        why: String(report.message ?? report.error?.summary ?? 'the registry does not answer audits').slice(
          0,
          200,
        ),
      };
    return { found: Object.values(report.vulnerabilities) };
  } catch {
    return { why: 'the registry does not answer audits' };
  }
}

/** Whether something of a package counts against this project. */
const isOpen = ({ via }) =>
  via.some(
    (each) => typeof each === 'string' || !Object.keys(EXCEPTIONS).some((id) => each.url?.endsWith(id)),
  );

const { why, found = [] } = ask();
const rows = found.map(({ name, severity, via, range, fixAvailable }) => ({
  name,
  severity,
  range,
  advisories: via.map((each) => (typeof each === 'string' ? each : `${each.title} (${each.url})`)),
  fix: Boolean(fixAvailable),
}));
const failing = found.filter((each) => FAILS.has(each.severity) && isOpen(each));
const status = why === undefined ? (failing.length === 0 ? 'passed' : 'failed') : 'no answer';
if (values.json) process.stdout.write(`${JSON.stringify({ status, why, vulnerabilities: rows })}\n`);
else {
  for (const { name, severity, advisories } of rows)
    process.stdout.write(`${severity.padEnd(8)} ${name}: ${advisories.join('; ')}\n`);
  process.stdout.write(
    why === undefined
      ? `audit: ${rows.length} vulnerable packages, ${failing.length} that fail\n`
      : `audit: no answer: ${why}\n`,
  );
}
process.exitCode = failing.length === 0 ? 0 : 1;
