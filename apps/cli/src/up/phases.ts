/** Where a network's news go: as data for programs, as a line for people. */
export type Say = (data: Readonly<Record<string, unknown>>, text: string) => void;

/** Says what is being waited for, and how long it took. */
export class Phases {
  private readonly began = performance.now();

  constructor(private readonly say: Say) {}

  total(): number {
    return Math.round(performance.now() - this.began);
  }

  async run<T>(phase: string, work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    const result = await work();
    const ms = Math.round(performance.now() - began);
    this.say(
      { event: 'phase', phase, ms, totalMs: this.total() },
      `${phase.padEnd(34)} ${(ms / 1000).toFixed(1)} s`,
    );
    return result;
  }

  note(phase: string): void {
    const totalMs = this.total();
    this.say({ event: 'phase', phase, totalMs }, `${phase} after ${(totalMs / 1000).toFixed(1)} s`);
  }
}
