/** What a command reads and writes beside the chain. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Replaces the last line of a terminal; absent where there is none. */
  readonly live?: ((text: string) => void) | undefined;
}
