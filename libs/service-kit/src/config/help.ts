import type { Field } from './field.js';

export interface HelpSubject {
  /** Name of the command: `yumanet-chain`. */
  readonly command: string;
  /** One sentence. */
  readonly summary: string;
  /** Beginning of its variables: `YUMANET_CHAIN_`. */
  readonly envPrefix: string;
  /** Lines to try, with what they do; without them, one made of the required settings. */
  readonly examples?: readonly string[] | undefined;
  /** What else is to be known: other commands, exit statuses. */
  readonly notes?: string | undefined;
}

const COMMON = [
  ['--config <file>', 'JSON file with settings; flags and environment come before it'],
  ['--print-config', 'show the settings that would be used, secrets hidden, and exit'],
  ['--json', 'for programs: the ready line, --help, --print-config and problems as JSON'],
  ['--version', 'show the version and exit'],
  ['-h, --help', 'show this text and exit'],
] as const;

/** `--help`: description, default, environment twin and example of every setting. */
export function renderHelp(subject: HelpSubject, fields: readonly Field[]): string {
  const settings = fields.flatMap((field) => {
    const value = field.kind === 'boolean' ? '' : ` <${field.choices?.join('|') ?? valueName(field)}>`;
    const facts = [
      field.required
        ? 'required'
        : field.secret || field.defaultText === undefined
          ? ''
          : `default ${field.defaultText || '""'}`,
      `env ${field.env}${field.envAlias === undefined ? '' : ` or ${field.envAlias}`}${field.secret ? ' or, naming a file, ' + field.env + '_FILE' : ''}`,
      field.example ? `example ${field.example}` : '',
    ].filter(Boolean);
    return [
      `  --${field.flag}${value}`,
      ...wrap(field.description, 6),
      ...wrap(`[${facts.join('; ')}]`, 6),
      '',
    ];
  });
  return [
    `${subject.command}: ${subject.summary}`,
    '',
    `Usage: ${subject.command} [flags]`,
    '',
    ...exampleOf(subject, fields),
    'Order: flag, then environment, then file, then default.',
    '',
    'Settings:',
    ...settings,
    'Common:',
    ...COMMON.map(([flag, text]) => `  ${flag.padEnd(18)} ${text}`),
    '',
    ...(subject.notes === undefined ? [] : [subject.notes, '']),
  ].join('\n');
}

/** One line that works: every required setting, by its own example. */
function exampleOf({ command, examples }: HelpSubject, fields: readonly Field[]): string[] {
  if (examples !== undefined) return ['Examples:', ...examples.map((line) => `  ${line}`), ''];
  const given = fields.filter(({ required, example }) => required && example !== undefined);
  const flags = given.map(({ flag, example }) => ` --${flag} ${example ?? ''}`).join('');
  return ['Example:', `  ${command}${flags} --json`, ''];
}

/** The same for programs. */
export function helpJson(subject: HelpSubject, fields: readonly Field[]): string {
  return `${JSON.stringify({ ...subject, settings: fields }, undefined, 2)}\n`;
}

function valueName(field: Field): string {
  const names = {
    string: 'text',
    number: 'number',
    bigint: 'integer',
    list: 'a,b,…',
    json: 'json',
    boolean: '',
  };
  return names[field.kind];
}

function wrap(text: string, indent: number, width = 100): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line && line.length + 1 + word.length > width - indent) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  lines.push(line);
  return lines.map((each) => ' '.repeat(indent) + each);
}
