/** Work of which at most one piece is under way: a piece that comes while another runs is left out. */
export class Lane {
  #running: Promise<void> | undefined;

  /** @returns whether the work was begun. */
  try(work: () => Promise<void>): boolean {
    if (this.#running) return false;
    this.#running = work().finally(() => (this.#running = undefined));
    return true;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#running;
  }
}
