/** Progress on a terminal for what takes longer than a second; silent elsewhere and with --json. */
export class Progress {
  private readonly started = performance.now();
  private shown = 0;

  constructor(
    private readonly what: string,
    private readonly stream: NodeJS.WriteStream = process.stderr,
    private readonly enabled = stream.isTTY === true,
  ) {}

  /** Says where the work stands, at most once a second. */
  update(status: string): void {
    const now = performance.now();
    if (!this.enabled || now - this.started < 1000 || now - this.shown < 1000) return;
    this.show(status);
  }

  /** Says it at once: before a single step that is known to take long. */
  announce(status: string): void {
    if (this.enabled) this.show(status);
  }

  private show(status: string): void {
    this.shown = performance.now();
    const seconds = ((this.shown - this.started) / 1000).toFixed(0);
    this.stream.write(`\r\u001b[K${this.what}: ${status} (${seconds} s)`);
  }

  /** Clears the line. */
  done(): void {
    if (this.shown > 0) this.stream.write('\r\u001b[K');
  }
}
