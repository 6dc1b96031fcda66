import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import type { Reporter } from 'vitest/node';

const root = fileURLToPath(new URL('.', import.meta.url));

/** For `npm test`, which prints at its very end what failed in any project: file, test and message. */
const failures: Reporter = {
  onTestRunEnd(modules, errors) {
    const file = process.env['YUMANET_TEST_FAILURES'];
    if (file === undefined) return;
    for (const { message } of errors) appendFileSync(file, `\n✗ outside of tests: ${message}\n`);
    for (const module of modules) {
      const name = relative(root, module.moduleId);
      for (const { message } of module.errors()) appendFileSync(file, `\n✗ ${name}: ${message}\n`);
      for (const test of module.children.allTests('failed')) {
        const messages = test.result().errors?.map(({ message }) => message.slice(0, 1500)) ?? [];
        appendFileSync(file, `\n✗ ${name} > ${test.fullName}\n  ${messages.join('\n  ')}\n`);
      }
    }
  },
};

/** What every project's vitest.config.ts extends: tests stand beside their code, retries never hide a flake. */
export const shared = defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bin/**/*.test.ts'],
    // A machine that is busy, or half as fast, is slow and not wrong: only what hangs runs into these.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is waited for may take its time; a test that is about how long something takes, or that time would mend, says its own limit.
    expect: { poll: { timeout: 60_000 } },
    retry: 0,
    // No module here has state of its own, so test files share a worker’s modules: loading them anew for each is half of all the time.
    isolate: false,
    // Builds of other projects are what Node loads as they are; only a project's own TypeScript is transformed.
    server: { deps: { external: [/\/dist\/.*\.js$/] } },
    // nx forces colours on its children; what tests read from processes must be plain.
    env: { FORCE_COLOR: '0' },
    passWithNoTests: false,
    reporters: ['default', failures],
  },
});
