import tseslint from 'typescript-eslint';

/**
 * Imports point down only (ARCHITECTURE.md, "Who may import whom"). Key: project folder; value: the
 * @yumanet packages it may import. A project that is not listed may import none.
 */
const mayImport = {
  'libs/units': [],
  'libs/yuma-core': ['units'],
  'libs/frame': ['units', 'yuma-core'],
  'libs/subtensor': ['units', 'yuma-core', 'frame'],
  proto: [],
  'libs/service-kit': ['units', 'proto'],
  'libs/chain-client': ['units', 'proto', 'service-kit'],
  'libs/subnet-kit': ['units', 'proto', 'service-kit', 'chain-client'],
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
  'apps/cli': ['*'],
  'apps/explorer': ['*'],
  test: ['*'],
};

/** Tests may also import what they exercise: their own package by name. */
function boundary(project, allowed) {
  const own = project.split('/').at(-1);
  const names = [...allowed, own].join('|');
  const patterns = [
    {
      regex: '^@yumanet/[^/]+/(src|dist)/',
      message: 'Import the public entry of a package, never its inside.',
    },
    { regex: '^(\\.\\./)+(libs|services|apps)/', message: 'Import another project by its package name.' },
  ];
  if (!allowed.includes('*')) {
    patterns.push({
      regex: `^@yumanet/(?!(${names})(/|$))`,
      message: `${project} may import only: ${allowed.join(', ') || 'no other project'} (ARCHITECTURE.md).`,
    });
  }
  return { files: [`${project}/**/*.ts`], rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/build/**',
      '**/generated/**',
      '**/node_modules/**',
      '**/coverage/**',
      '.nx/**',
      'vitest.shared.ts',
      // AssemblyScript is checked by its own compiler: i64 and v128 are not TypeScript types.
      'libs/yuma-core/assembly/**',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
      // Branded bigints (fixed point) are bigints; the rule does not see through the brand.
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
    },
  },
  ...Object.entries(mayImport).map(([project, allowed]) => boundary(project, allowed)),
  {
    // The consensus core and the runtimes are pure: no I/O, clock, network or storage (commands and worker pools apart).
    files: ['libs/{units,yuma-core,frame,subtensor}/src/**/*.ts'],
    ignores: [
      '**/*.test.ts',
      'libs/yuma-core/src/cli/**',
      'libs/yuma-core/src/wasm/**',
      'libs/yuma-core/src/bench/**',
    ],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportDeclaration[source.value=/^node:/]',
          message: 'Pure libraries take what they need as arguments: no node: imports here.',
        },
        {
          selector:
            "MemberExpression[object.name='Date'][property.name='now'], NewExpression[callee.name='Date'], MemberExpression[object.name='Math'][property.name='random']",
          message: 'Same inputs, same bits: no clock and no randomness here.',
        },
      ],
    },
  },
  {
    // Scripts and bins talk to a person at a terminal.
    files: ['**/*.js', '**/*.mjs', '**/cli/**/*.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { 'no-console': 'off' },
  },
);
