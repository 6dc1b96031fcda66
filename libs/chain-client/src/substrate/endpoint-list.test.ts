import { describe, expect, it } from 'vitest';
import { EndpointList } from './endpoint-list.js';

describe('EndpointList', () => {
  it('goes round the endpoints that fail, in their order', () => {
    const list = new EndpointList(['ws://a', 'ws://b', 'ws://c']);
    const tried = Array.from({ length: 5 }, () => {
      const url = list.next();
      list.failed(url);
      return url;
    });
    expect(tried).toEqual(['ws://a', 'ws://b', 'ws://c', 'ws://a', 'ws://b']);
    list.worked();
    expect(list.next()).toBe('ws://a');
  });

  it.each([[[]], [['http://a']], [['ws://']], [['ws://a', 'x']]])('refuses %j', (urls) => {
    expect(() => new EndpointList(urls)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }) as Error,
    );
  });
});
