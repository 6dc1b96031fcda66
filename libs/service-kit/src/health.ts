/** How one part of a service is: `ready` false takes it out of rotation, `alive` false asks for a restart. */
export interface PartHealth {
  readonly ready: boolean;
  readonly alive: boolean;
  /** Why not; shown to operators. */
  readonly detail?: string;
}

export interface HealthReport {
  readonly ready: boolean;
  readonly alive: boolean;
  readonly parts: Readonly<Record<string, PartHealth>>;
}

/** What every part of a service says about itself; /healthz, /readyz and gRPC health read it. */
export class Health {
  readonly #parts = new Map<string, PartHealth>();
  readonly #listeners = new Set<(report: HealthReport) => void>();

  /** @param parts names that must report before the service counts as ready. */
  constructor(parts: readonly string[] = []) {
    for (const part of parts) this.#parts.set(part, { ready: false, alive: true, detail: 'not started' });
  }

  set(part: string, health: Partial<PartHealth>): void {
    this.#parts.set(part, { ready: true, alive: true, ...health });
    const report = this.report();
    for (const listener of this.#listeners) listener(report);
  }

  report(): HealthReport {
    const parts = [...this.#parts.values()];
    return {
      ready: parts.every(({ ready, alive }) => ready && alive),
      alive: parts.every(({ alive }) => alive),
      parts: Object.fromEntries(this.#parts),
    };
  }

  /** Calls `listener` at each change. @returns stops it. */
  onChange(listener: (report: HealthReport) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
