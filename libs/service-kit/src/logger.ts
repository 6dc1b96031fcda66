import { pino, stdTimeFunctions, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { HIDDEN, hideUrlPassword } from './config/printable.js';
import { isServiceError } from './errors.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Structured log: `logger.info({ netuid, uid }, 'weights set')`. One JSON object a line. */
export type Logger = PinoLogger;

export interface LoggerOptions {
  readonly service: string;
  readonly level: LogLevel;
  /** Default: standard error; standard output belongs to the command's results. */
  readonly destination?: DestinationStream;
  /** Further property names that are never written. */
  readonly redact?: readonly string[];
  /** Fields added to each line, such as trace_id. */
  readonly mixin?: () => Record<string, unknown>;
}

/** Names that hold secrets wherever they stand, down to three levels. */
const SECRET_NAMES = [
  'password',
  'pass',
  'secret',
  'seed',
  'mnemonic',
  'suri',
  'privateKey',
  'authorization',
  'token',
];

/** A file that a log is appended to; its folder is made if missing. */
export const logFile = (path: string): DestinationStream =>
  pino.destination({ dest: path, mkdir: true, append: true, sync: false });

/** A logger that hides secrets by name and passwords inside URLs. */
export function createLogger(options: LoggerOptions): Logger {
  const names = [...SECRET_NAMES, ...(options.redact ?? [])];
  const paths = names.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  return pino(
    {
      level: options.level,
      base: { service: options.service },
      timestamp: stdTimeFunctions.isoTime,
      messageKey: 'message',
      redact: { paths, censor: HIDDEN },
      serializers: { error: serializeError, err: serializeError },
      formatters: { level: (label) => ({ level: label }) },
      ...(options.mixin ? { mixin: options.mixin } : {}),
    },
    options.destination ?? pino.destination({ fd: 2, sync: true }),
  );
}

/** Code and data where an error has them, its cause, and the stack of what is not our own services' error. */
export function serializeError(error: unknown): Record<string, unknown> {
  if (isServiceError(error)) {
    const { code, status, data, message, cause } = error;
    const inner = cause === undefined ? {} : { cause: serializeError(cause) };
    return { code, status, message: hideUrlPassword(message), data, ...inner };
  }
  if (error instanceof Error) {
    const { code, data, cause } = error as { code?: unknown; data?: unknown; cause?: unknown };
    return {
      type: error.name,
      ...(code === undefined ? {} : { code }),
      message: hideUrlPassword(error.message),
      ...(data === undefined ? {} : { data }),
      stack: hideUrlPassword(error.stack ?? ''),
      ...(cause === undefined ? {} : { cause: serializeError(cause) }),
    };
  }
  return { message: hideUrlPassword(String(error)) };
}

/** For tests and libraries that may run without a log. */
export function silentLogger(): Logger {
  return pino({ level: 'silent' });
}
