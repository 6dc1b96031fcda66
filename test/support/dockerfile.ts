import { DockerfileParser, type Dockerfile, type From } from 'dockerfile-ast';
import { textOf } from './deployment.js';

/** What an image of ours is, read from its Dockerfile: the last stage, as a container starts it. */
export interface Image {
  readonly bases: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
  readonly ports: readonly number[];
  readonly volumes: readonly string[];
  readonly stopSignal: string;
  readonly entrypoint: readonly string[];
  /** Its command; undefined: NONE. */
  readonly health: readonly string[] | undefined;
  readonly keywords: readonly string[];
}

const only = <T>(list: readonly T[], what: string): T => {
  if (list.length !== 1) throw new Error(`${what}: expected one, got ${list.length}`);
  return list[0]!;
};

const stringsOf = (instruction: { getArgumentsContent(): string | null }): string[] =>
  JSON.parse(instruction.getArgumentsContent() ?? '') as string[];

export function parseDockerfile(name: string): Dockerfile {
  return DockerfileParser.parse(textOf('deploy', 'images', `${name}.Dockerfile`));
}

/** @throws Error for an instruction that should be there once and is not. */
export function readImage(name: string): Image {
  const file = parseDockerfile(name);
  const froms = file.getFROMs();
  const last = froms.at(-1) as From;
  const stage = file
    .getInstructions()
    .filter((each) => each.getRange().start.line > last.getRange().start.line);
  const of = (keyword: string) => stage.filter((each) => each.getKeyword() === keyword);
  const words = (keyword: string) => of(keyword).flatMap((each) => each.getArguments().map(String));
  const env = file
    .getENVs()
    .filter((each) => each.getRange().start.line > last.getRange().start.line)
    .flatMap((each) => each.getProperties().map((it) => [it.getName(), it.getValue() ?? ''] as const));
  const health = only(of('HEALTHCHECK'), `${name}: HEALTHCHECK`);
  const check = (health.getArgumentsContent() ?? '').match(/CMD\s+(\[[\s\S]*\])/)?.[1];
  return {
    bases: froms.map((from) => from.getImage() ?? ''),
    env: Object.fromEntries(env),
    user: only(words('USER'), `${name}: USER`),
    ports: words('EXPOSE').map(Number),
    volumes: words('VOLUME'),
    stopSignal: only(words('STOPSIGNAL'), `${name}: STOPSIGNAL`),
    entrypoint: stringsOf(only(of('ENTRYPOINT'), `${name}: ENTRYPOINT`)),
    health: check === undefined ? undefined : (JSON.parse(check) as string[]),
    keywords: stage.map((each) => each.getKeyword()),
  };
}
