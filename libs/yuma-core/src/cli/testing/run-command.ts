import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { main } from '../main.js';

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `yuma …args` inside this process; `input` becomes a file that is named last. */
export async function yuma(args: readonly string[], input?: string): Promise<CommandResult> {
  const folder = input === undefined ? undefined : mkdtempSync(join(tmpdir(), 'yuma-'));
  const files = folder === undefined ? [] : [join(folder, 'input.jsonl')];
  for (const file of files) writeFileSync(file, input!);
  const [stdout, stderr] = [capture(process.stdout), capture(process.stderr)];
  const listeners = process.stdout.listeners('error');
  try {
    const code = await main(['node', 'yuma', ...args, ...files]);
    return { code, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    stdout.restore();
    stderr.restore();
    // A command ends its process; here the next one must start clean.
    process.exitCode = undefined;
    for (const added of process.stdout.listeners('error')) {
      if (!listeners.includes(added)) process.stdout.off('error', added as () => void);
    }
    if (folder !== undefined) rmSync(folder, { recursive: true });
  }
}

/** The output lines, parsed. */
export function jsonLines(result: CommandResult): Record<string, unknown>[] {
  return result.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

function capture(stream: NodeJS.WriteStream) {
  const written: string[] = [];
  const spy = vi.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  return { text: () => written.join(''), restore: () => spy.mockRestore() };
}
