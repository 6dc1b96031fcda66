import { describe, expect, it } from 'vitest';
import { Health } from './health.js';

describe('Health', () => {
  it('is ready when every part has said so', () => {
    const health = new Health(['bus', 'store']);
    expect(health.report()).toMatchObject({ ready: false, alive: true });
    health.set('bus', {});
    health.set('store', {});
    expect(health.report()).toMatchObject({ ready: true, alive: true });
    health.set('bus', { ready: false, detail: 'reconnecting' });
    expect(health.report()).toMatchObject({ ready: false, parts: { bus: { detail: 'reconnecting' } } });
  });

  it('a part that is not alive makes the service neither alive nor ready', () => {
    const health = new Health();
    health.set('loop', { alive: false });
    expect(health.report()).toMatchObject({ ready: false, alive: false });
  });

  it('tells listeners until they leave', () => {
    const health = new Health();
    const seen: boolean[] = [];
    const leave = health.onChange(({ ready }) => seen.push(ready));
    health.set('bus', { ready: false });
    health.set('bus', {});
    leave();
    health.set('bus', { ready: false });
    expect(seen).toEqual([false, true]);
  });
});
