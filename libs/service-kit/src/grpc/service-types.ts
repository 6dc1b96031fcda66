import type { MethodDefinition } from '@grpc/grpc-js';
import type { ServerCall } from './server-call.js';

/** A service as ts-proto generates it: `ChainServiceService`. */
export type ServiceShape = Readonly<Record<string, AnyMethod>>;

// The message types differ per method; `any` is what grpc-js itself uses for "some message".
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyMethod = Readonly<MethodDefinition<any, any>>;

interface Kind<RequestStream extends boolean, ResponseStream extends boolean> {
  readonly requestStream: RequestStream;
  readonly responseStream: ResponseStream;
}

/** Type of the question. */
export type RequestOf<Method extends AnyMethod> = ReturnType<Method['requestDeserialize']>;
/** Type of the answer, or of one item of a stream. */
export type ResponseOf<Method extends AnyMethod> = ReturnType<Method['responseDeserialize']>;

/**
 * What a service must implement: one function per method. Questions with one answer and questions with a stream of answers
 * are what the house uses; client streams go over NATS instead.
 */
export type Handlers<Service extends ServiceShape> = {
  readonly [Name in keyof Service]: Service[Name] extends Kind<false, false>
    ? (request: RequestOf<Service[Name]>, call: ServerCall) => Promise<ResponseOf<Service[Name]>>
    : Service[Name] extends Kind<false, true>
      ? (request: RequestOf<Service[Name]>, call: ServerCall) => AsyncIterable<ResponseOf<Service[Name]>>
      : never;
};

/** Names of a service's methods with one answer. */
export type UnaryNames<Service extends ServiceShape> = {
  [Name in keyof Service]: Service[Name] extends Kind<false, false> ? Name : never;
}[keyof Service];
