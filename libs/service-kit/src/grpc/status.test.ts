import { Metadata, status, type ServiceError as GrpcError } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { KIT_ERRORS, STATUSES, ServiceError, kitError, type KitErrorCode } from '../errors.js';
import { fromGrpc, grpcNumberOf, publicError, statusOf, toGrpc } from './status.js';

describe('the one mapping', () => {
  it('knows every status of gRPC but OK, there and back', () => {
    const numbers = Object.values(status).filter(
      (each): each is status => typeof each === 'number' && each !== status.OK,
    );
    expect(STATUSES.map(grpcNumberOf).sort()).toEqual(numbers.sort());
    for (const each of STATUSES) expect(statusOf(grpcNumberOf(each))).toBe(each);
    expect(statusOf(99)).toBe('UNKNOWN');
  });

  it.each(Object.keys(KIT_ERRORS) as KitErrorCode[])('%s survives the journey', (code) => {
    const error = kitError(code, 'what: expected X, got Y', { uid: 7, hotkey: '5F', ok: true });
    const back = fromGrpc(toGrpc(error) as GrpcError);
    expect(back).toMatchObject({ code, status: error.status, message: error.message, data: error.data });
  });

  it('cuts what would not fit into a trailer but keeps the code', () => {
    const sent = toGrpc(kitError('SETTINGS_INVALID', 'x'.repeat(100_000), { problems: 'y'.repeat(100_000) }));
    expect(sent.details).toHaveLength(1_000);
    expect(fromGrpc(sent as GrpcError)).toMatchObject({ code: 'SETTINGS_INVALID', data: {} });
  });

  it('a defect says nothing about itself', () => {
    expect(publicError(new Error('SELECT password FROM …')).message).not.toContain('SELECT');
    expect(publicError('text')).toMatchObject({ code: 'INTERNAL' });
  });

  it('reads errors of other servers, and ignores malformed details', () => {
    const metadata = new Metadata();
    expect(fromGrpc({ code: status.NOT_FOUND, details: 'gone', metadata })).toMatchObject({
      code: 'NOT_FOUND',
    });
    for (const bytes of ['{', '{"code":"lower case"}', '{"code":5}', 'null']) {
      metadata.set('yumanet-error-bin', Buffer.from(bytes));
      const error = fromGrpc({ code: status.UNAVAILABLE, details: '', metadata });
      expect(error).toBeInstanceOf(ServiceError);
      expect(error).toMatchObject({ code: 'UNAVAILABLE', data: {} });
    }
  });
});
