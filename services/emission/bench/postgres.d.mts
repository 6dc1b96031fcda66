/** A real PostgreSQL in a folder of its own, on a free port of loopback. */
export declare class Postgres {
  readonly url: string;
  /** @throws when there is no PostgreSQL on this machine, or it does not start. */
  static start(): Promise<Postgres>;
  /** As an operator ends it at once. */
  stop(): Promise<void>;
}
/** The folder of initdb and postgres: `POSTGRES_BIN`, Debian's newest, or PATH; undefined: none. */
export declare function postgresBin(): string | undefined;
