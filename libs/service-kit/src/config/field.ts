import type { z } from 'zod';

/** What a setting's text form is turned into before the schema judges it. */
export type FieldKind = 'string' | 'number' | 'boolean' | 'bigint' | 'list' | 'json';

/** One setting, as `--help` shows it and as every source names it. */
export interface Field {
  /** Key in the schema and in the JSON file: `rpcPort`. */
  readonly key: string;
  /** Flag without its dashes: `rpc-port`. */
  readonly flag: string;
  /** `YUMANET_CHAIN_RPC_PORT`. */
  readonly env: string;
  readonly kind: FieldKind;
  readonly description: string;
  /** Text form; undefined: none, the setting is required or optional. */
  readonly defaultText: string | undefined;
  readonly required: boolean;
  readonly example: string | undefined;
  /** What other programs call the same variable; ours comes before it. */
  readonly envAlias: string | undefined;
  /** Never printed. */
  readonly secret: boolean;
  /** Allowed words of an enumeration. */
  readonly choices: readonly string[] | undefined;
}

/** What `.meta()` of a setting says. A setting without a description is refused at start. */
export interface FieldMeta {
  readonly description: string;
  readonly example?: string;
  readonly envAlias?: string;
  readonly secret?: boolean;
}

/** The parts of zod's definition that are read here. */
interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly defaultValue?: unknown;
  readonly in?: z.ZodType;
  readonly out?: z.ZodType;
  readonly entries?: Readonly<Record<string, string | number>>;
}

const WRAPPERS = new Set(['default', 'prefault', 'optional', 'nullable', 'readonly', 'catch', 'nonoptional']);
const KINDS: Readonly<Record<string, FieldKind>> = {
  number: 'number',
  int: 'number',
  boolean: 'boolean',
  bigint: 'bigint',
  array: 'list',
  object: 'json',
  record: 'json',
};

const definitionOf = (type: z.ZodType) => type.def as unknown as Definition;

/** Inside default, optional, pipe …: the type that says what kind of text this is. */
function innermost(type: z.ZodType): z.ZodType {
  const definition = definitionOf(type);
  if (WRAPPERS.has(definition.type) && definition.innerType) return innermost(definition.innerType);
  if (definition.type === 'pipe' && definition.in) {
    // `z.preprocess` puts the transform first; a plain `.transform()` puts it last.
    const first = definitionOf(definition.in);
    return innermost(first.type === 'transform' && definition.out ? definition.out : definition.in);
  }
  return type;
}

function defaultOf(type: z.ZodType): { readonly value: unknown } | undefined {
  const definition = definitionOf(type);
  if (definition.type === 'default' || definition.type === 'prefault')
    return { value: definition.defaultValue };
  return definition.innerType ? defaultOf(definition.innerType) : undefined;
}

function metaOf(type: z.ZodType): Partial<FieldMeta> {
  const inner = definitionOf(type).innerType;
  return { ...(inner ? metaOf(inner) : {}), ...(type.meta() as Partial<FieldMeta> | undefined) };
}

/** How a value is written in help and in the environment. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(',');
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return String(value);
}

/** `rpcPort` → `rpc-port`. */
export function flagOf(key: string): string {
  return key.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}

/** `chain`, `rpcPort` → `YUMANET_CHAIN_RPC_PORT`. */
export function envOf(service: string, key: string): string {
  return `YUMANET_${flagOf(service)}_${flagOf(key)}`.replaceAll('-', '_').toUpperCase();
}

/**
 * The settings of a schema, in its order.
 *
 * @throws RangeError for a setting without a description: that is a defect of the service, not of its user.
 */
export function fieldsOf(service: string, schema: z.ZodObject): Field[] {
  return Object.entries(schema.shape).map(([key, type]) => {
    const zod = type as z.ZodType;
    const meta = metaOf(zod);
    if (!meta.description) throw new RangeError(`setting ${key}: expected a description, got none`);
    const inner = definitionOf(innermost(zod));
    const given = defaultOf(zod);
    return {
      key,
      flag: flagOf(key),
      env: envOf(service, key),
      kind: KINDS[inner.type] ?? 'string',
      description: meta.description,
      defaultText: given ? textOf(given.value) : undefined,
      required: !zod.safeParse(undefined).success,
      example: meta.example,
      envAlias: meta.envAlias,
      secret: meta.secret === true,
      choices: inner.entries ? Object.values(inner.entries).map(String) : undefined,
    };
  });
}
