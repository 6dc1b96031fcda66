/** Where a command's results go: JSON lines for programs, aligned text for people. */
export interface Output {
  readonly json: boolean;
  /** One result. `text` is what a person reads. */
  row(data: Readonly<Record<string, unknown>>, text: string): void;
}

export function createOutput(json: boolean, write: (text: string) => void): Output {
  return {
    json,
    row: (data, text) => write(`${json ? JSON.stringify(data, bigintAsText) : text}\n`),
  };
}

/** Rao do not fit a JSON number. */
function bigintAsText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
