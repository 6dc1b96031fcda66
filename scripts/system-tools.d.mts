/** Path of the program of a package that set-up knows (`chromium`, `nats-server`, `postgresql`); undefined: none is installed. */
export function findTool(name: 'chromium' | 'nats-server' | 'postgresql'): string | undefined;

/** Installs or names what is missing for a purpose; `say` tells a person. */
export function ensureSystemTools(purpose: 'build' | 'test', say: (line: string) => void): void;
