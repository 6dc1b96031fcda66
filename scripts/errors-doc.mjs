// Writes docs/errors.md from the projects' own lists of errors: `node scripts/errors-doc.mjs`, after a build.
//   --check   writes nothing; exit status 1 when the file is not what the lists say
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const file = join(root, 'docs', 'errors.md');
const built = (path) => import(join(root, path));

const row = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
const code = (text) => `\`${text}\``;

/** Codes of a service or library that cross gRPC, with their status. */
const statusTable = (errors) =>
  table(
    ['code', 'gRPC status', 'meaning'],
    Object.entries(errors).map(([name, { status, means }]) => [code(name), status, means]),
  );
const meaningTable = (errors) =>
  table(
    ['code', 'meaning'],
    Object.entries(errors).map(([name, means]) => [code(name), means]),
  );

/** The projects whose codes have a gRPC status: where their list is built, and what it is called. */
const TABLES = [
  ['Every service (`libs/service-kit`)', 'libs/service-kit/dist/errors.js', 'KIT_ERRORS'],
  ['Connections to a chain (`libs/chain-client`)', 'libs/chain-client/dist/errors.js', 'CLIENT_ERRORS'],
  ['The chain over gRPC (`services/chain`)', 'services/chain/dist/grpc/errors.js', 'GRPC_ERRORS'],
  ['The emission service', 'services/emission/dist/errors.js', 'EMISSION_ERRORS'],
  ['The validator service', 'services/validator/dist/errors.js', 'VALIDATOR_ERRORS'],
  [
    'The gateway for clients (`services/validator`)',
    'services/validator/dist/gateway/errors.js',
    'GATEWAY_ERRORS',
  ],
  ['The miner service', 'services/miner/dist/errors.js', 'MINER_ERRORS'],
  ['The explorer (`apps/explorer`)', 'apps/explorer/dist/errors.js', 'EXPLORER_ERRORS'],
  ['Axons and those who ask them (`libs/subnet-kit`)', 'libs/subnet-kit/dist/axon/errors.js', 'AXON_ERRORS'],
  ['Mechanisms (`libs/subnet-kit`)', 'libs/subnet-kit/dist/errors.js', 'SUBNET_ERRORS'],
];
const LIBRARIES = [
  ['`libs/yuma-core`', 'libs/yuma-core/dist/errors.js', 'YUMA_ERRORS'],
  ['`libs/units`', 'libs/units/dist/errors.js', 'UNIT_ERRORS'],
  ['`libs/frame`', 'libs/frame/dist/errors.js', 'FRAME_ERRORS'],
];

async function jsonRpcRows() {
  const { rpcErrors } = await built('services/chain/dist/rpc/rpc-error.js');
  const { specErrors } = await built('services/chain/dist/rpc/spec-v2/errors.js');
  const { poolErrorWire } = await built('services/chain/dist/node/pool/pool-error.js');
  const N = 'N';
  const made = [
    ...Object.entries(rpcErrors).map(([name, make]) =>
      name === 'dev'
        ? make({ code: N, message: 'the message of a code below' })
        : make(N, name === 'countTooLarge' ? N : undefined),
    ),
    ...Object.values(specErrors).map((make) => make(N)),
    ...[
      { kind: 'badFormat', text: N },
      { kind: 'verification', text: N },
      { kind: 'validity', error: { kind: 'invalid', variant: 'Payment' } },
      { kind: 'validity', error: { kind: 'unknown', variant: 'CannotLookup' } },
      { kind: 'banned' },
      { kind: 'alreadyImported', hash: N },
      { kind: 'tooLowPriority', old: N, new: N },
      { kind: 'immediatelyDropped' },
      { kind: 'noTags' },
      { kind: 'notLeader', leader: undefined },
    ].map(poolErrorWire),
  ];
  const seen = new Map(made.map(({ code: number, message }) => [`${number} ${message}`, [number, message]]));
  return [...seen.values()].sort(([a, x], [b, y]) => a - b || x.localeCompare(y));
}

/** Errors of the runtime, as a failed dispatch names them. */
async function palletRows() {
  const folder = 'libs/subtensor/dist/runtimes/finney-2024-06/pallets';
  const rows = [];
  for (const pallet of readdirSync(join(root, folder)).sort()) {
    const path = `${folder}/${pallet}/errors.js`;
    if (!existsSync(join(root, path))) continue;
    for (const value of Object.values(await built(path))) {
      const variants = value?.type?.def?.variants;
      if (variants !== undefined)
        rows.push([code(pallet), variants.map(({ name }) => code(name)).join(', ')]);
    }
  }
  return rows;
}

/** What `yumanet` ends with: its own codes, and those of whom it asked. */
async function exitRows() {
  const { EXIT_STATUS, EXIT_OF_STATUS } = await built('apps/cli/dist/exit-status.js');
  const { CLI_ERRORS } = await built('apps/cli/dist/cli-error.js');
  const names = (table, exitOf, status) =>
    Object.entries(table)
      .filter(([, value]) => exitOf(value) === Number(status))
      .map(([name]) => code(name))
      .join(', ');
  return Object.entries(EXIT_STATUS).map(([status, means]) => [
    status,
    means,
    names(CLI_ERRORS, ({ exit }) => exit, status),
    names(EXIT_OF_STATUS, (exit) => exit, status),
  ]);
}

async function text() {
  const { CLI_ERRORS } = await built('apps/cli/dist/cli-error.js');
  const { CHAIN_ERRORS } = await built('services/chain/dist/errors.js');
  const { BLOCKED } = await built('services/validator/dist/errors.js');
  const { UNVERIFIABLE } = await built('services/emission/dist/errors.js');
  const parts = [
    '# Errors',
    '<!-- Written by scripts/errors-doc.mjs from the lists in the code; a test compares. -->',
    'Every refusal has a stable code, a message of the shape `what: expected X, got Y`, and data for programs. Over gRPC the code and its data travel in the status details; over HTTP in the body’s `error`; logs carry them as `code`.',
    '## JSON-RPC of the chain',
    'Codes and words are those of a Substrate node wherever it has them. `N` stands for what differs from case to case. Code 1 is a `dev_` method’s refusal: `data` is one of the node’s codes below.',
    table(['code', 'message'], await jsonRpcRows()),
    '## The `yumanet` command',
    'What it ends with. `--json` prints `{"error": {"code", "message"}}`; the code is one of its own, or that of the service that it asked.',
    table(['exit status', 'meaning', 'own codes', 'gRPC status of a service’s code'], await exitRows()),
    meaningTable(Object.fromEntries(Object.entries(CLI_ERRORS).map(([name, { means }]) => [name, means]))),
    '## The node',
    'What stops `yumanet-chain`, or is the `data` of a `dev_` method’s refusal. The exit status is that of the process.',
    table(
      ['code', 'exit status', 'meaning'],
      Object.entries(CHAIN_ERRORS).map(([name, { exit, means }]) => [code(name), exit, means]),
    ),
    '## The runtime',
    'Module errors of spec 185 by pallet, in upstream’s order: the name that a failed extrinsic’s event carries.',
    table(['pallet', 'errors'], await palletRows()),
  ];
  for (const [title, path, name] of TABLES) parts.push(`## ${title}`, statusTable((await built(path))[name]));
  parts.push(
    '## Why no weights are due',
    'A validator’s `blocked_by`; names without underscores are the chain’s own.',
    meaningTable(BLOCKED),
  );
  parts.push(
    '## Why an epoch cannot be verified',
    'The first word of a verdict’s `reason`.',
    meaningTable(UNVERIFIABLE),
  );
  parts.push('## Libraries');
  for (const [title, path, name] of LIBRARIES)
    parts.push(`### ${title}`, meaningTable((await built(path))[name]));
  return format(parts.join('\n\n'), { ...(await resolveConfig(file)), parser: 'markdown' });
}

const wanted = await text();
if (!process.argv.includes('--check')) writeFileSync(file, wanted);
else if (!existsSync(file) || readFileSync(file, 'utf8') !== wanted) {
  process.stderr.write(
    'docs/errors.md: expected what the lists in the code say; run node scripts/errors-doc.mjs\n',
  );
  process.exitCode = 1;
}
