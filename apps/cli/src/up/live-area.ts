/** The last lines of a terminal, written again and again; what is said in between scrolls by above them. */
export class LiveArea {
  private shown = 0;

  constructor(private readonly write: (text: string) => void) {}

  /** Replaces the area. */
  show(text: string): void {
    this.write(`${this.clearing()}${text}\n`);
    this.shown = text.split('\n').length;
  }

  /** A line that stays; the area comes back with the next `show`. */
  say(text: string): void {
    this.write(`${this.clearing()}${text}\n`);
    this.shown = 0;
  }

  /** Up to the area's first line, and clear to the end of the screen. */
  private clearing(): string {
    return this.shown === 0 ? '' : `\x1b[${this.shown}A\x1b[J`;
  }
}
