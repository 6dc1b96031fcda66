/**
 * `oxlint -c <this> .` in a project's folder: lint and type check in one program, which is that of its tsconfig.json.
 *
 * Imports point down only (ARCHITECTURE.md, "Who may import whom"). Key: project folder; value: the
 * @yumanet packages it may import. A project that is not listed may import none.
 */
const mayImport = {
  'libs/units': [],
  'libs/polkadot': [],
  'libs/yuma-core': ['units'],
  'libs/frame': ['units', 'yuma-core'],
  'libs/subtensor': ['units', 'yuma-core', 'frame'],
  proto: [],
  'libs/service-kit': ['units', 'proto'],
  'libs/chain-client': ['units', 'polkadot', 'proto', 'service-kit'],
  'libs/subnet-kit': ['units', 'polkadot', 'proto', 'service-kit', 'chain-client'],
  'services/chain': ['units', 'yuma-core', 'frame', 'subtensor', 'proto', 'service-kit'],
  'services/emission': ['units', 'yuma-core', 'frame', 'subtensor', 'proto', 'service-kit', 'chain-client'],
  'services/validator': [
    'units',
    'yuma-core',
    'frame',
    'subtensor',
    'proto',
    'service-kit',
    'chain-client',
    'subnet-kit',
  ],
  'services/miner': ['units', 'yuma-core', 'proto', 'service-kit', 'chain-client', 'subnet-kit'],
  'subnets/image-recognition': ['units', 'subnet-kit'],
  'subnets/text-generation': ['units', 'subnet-kit'],
  'subnets/compute': ['units', 'subnet-kit'],
  'subnets/storage': ['units', 'subnet-kit'],
  'apps/cli': ['*'],
  'apps/explorer': ['*'],
  test: ['*'],
};

const INSIDE = [
  {
    regex: '^@yumanet/[^/]+/(src|dist)/',
    message: 'Import the public entry of a package, never its inside.',
  },
  { regex: '^(\\.\\./)+(libs|services|apps)/', message: 'Import another project by its package name.' },
];
const NODE = {
  regex: '^node:',
  message: 'Pure libraries take what they need as arguments: no node: imports here.',
};
const CLOCKLESS = 'Same inputs, same bits: no clock and no randomness here.';

const nameOf = (project) => project.split('/').at(-1);

/** Tests may also import what they exercise: their own package by name. */
function importsOf(project) {
  const allowed = mayImport[project];
  if (allowed.includes('*')) return INSIDE;
  const others = Object.keys(mayImport)
    .map(nameOf)
    .filter((name) => name !== nameOf(project) && !allowed.includes(name));
  return [
    ...INSIDE,
    {
      regex: `^@yumanet/(${others.join('|')})(/|$)`,
      message: `${project} may import only: ${allowed.join(', ') || 'no other project'} (ARCHITECTURE.md).`,
    },
  ];
}

const boundaries = Object.keys(mayImport).map((project) => ({
  files: [`${project}/**/*.ts`],
  rules: { 'no-restricted-imports': ['error', { patterns: importsOf(project) }] },
}));

/** The consensus core and the runtimes are pure: no I/O, clock, network or storage (commands and worker pools apart). */
const purity = ['libs/units', 'libs/yuma-core', 'libs/frame', 'libs/subtensor'].map((project) => ({
  files: [`${project}/src/**/*.ts`],
  excludeFiles: [
    '**/*.test.ts',
    'libs/yuma-core/src/cli/**',
    'libs/yuma-core/src/wasm/**',
    'libs/yuma-core/src/bench/**',
  ],
  rules: {
    'no-restricted-imports': ['error', { patterns: [...importsOf(project), NODE] }],
    'no-restricted-globals': ['error', { name: 'Date', message: CLOCKLESS }],
    'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: CLOCKLESS }],
  },
}));

const off = (rules) => Object.fromEntries(rules.map((rule) => [rule, 'off']));
const error = (rules) => Object.fromEntries(rules.map((rule) => [rule, 'error']));

const TYPE_AWARE = [
  'typescript/await-thenable',
  'typescript/no-array-delete',
  'typescript/no-base-to-string',
  'typescript/no-duplicate-type-constituents',
  'typescript/no-floating-promises',
  'typescript/no-for-in-array',
  'typescript/no-implied-eval',
  'typescript/no-misused-promises',
  'typescript/no-redundant-type-constituents',
  'typescript/no-unnecessary-type-assertion',
  'typescript/no-unsafe-argument',
  'typescript/no-unsafe-assignment',
  'typescript/no-unsafe-call',
  'typescript/no-unsafe-enum-comparison',
  'typescript/no-unsafe-member-access',
  'typescript/no-unsafe-return',
  'typescript/only-throw-error',
  'typescript/prefer-promise-reject-errors',
  'typescript/require-await',
  'typescript/restrict-plus-operands',
  'typescript/restrict-template-expressions',
  'typescript/switch-exhaustiveness-check',
  'typescript/unbound-method',
];
// no-unsafe-unary-minus stays off: branded bigints (fixed point) are bigints; the rule does not see through the brand.

const SYNTAX = [
  'eqeqeq',
  'no-array-constructor',
  'no-console',
  'no-unused-expressions',
  'no-var',
  'prefer-const',
  'prefer-rest-params',
  'prefer-spread',
  'typescript/ban-ts-comment',
  'typescript/consistent-type-imports',
  'typescript/no-duplicate-enum-values',
  'typescript/no-empty-object-type',
  'typescript/no-explicit-any',
  'typescript/no-extra-non-null-assertion',
  'typescript/no-misused-new',
  'typescript/no-namespace',
  'typescript/no-non-null-asserted-optional-chain',
  'typescript/no-require-imports',
  'typescript/no-this-alias',
  'typescript/no-unnecessary-type-constraint',
  'typescript/no-unsafe-declaration-merging',
  'typescript/no-unsafe-function-type',
  'typescript/no-wrapper-object-types',
  'typescript/prefer-as-const',
  'typescript/prefer-namespace-keyword',
  'typescript/triple-slash-reference',
];

export default {
  plugins: ['typescript'],
  categories: { correctness: 'off' },
  options: { typeAware: true, typeCheck: true, reportUnusedDisableDirectives: 'error' },
  ignorePatterns: [
    '**/dist/**',
    '**/build/**',
    '**/generated/**',
    '**/coverage/**',
    // AssemblyScript is checked by its own compiler: i64 and v128 are not TypeScript types.
    'libs/yuma-core/assembly/**',
    'subnets/compute/assembly/**',
  ],
  rules: {
    ...error(TYPE_AWARE),
    ...error(SYNTAX),
    'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  },
  overrides: [
    ...boundaries,
    ...purity,
    // Scripts and bins talk to a person at a terminal.
    { files: ['**/*.js', '**/*.mjs', '**/cli/**/*.ts'], rules: { 'no-console': 'off' } },
    { files: ['**/*.js', '**/*.mjs'], rules: off(TYPE_AWARE) },
  ],
};
