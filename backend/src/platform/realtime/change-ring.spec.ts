import { ChangeRing } from './change-ring';

describe('change ring', () => {
  it('knows what changed after a position, each entity once', () => {
    const ring = new ChangeRing(10);
    ring.begin(4);
    for (const [position, key] of [
      [5, 'a'],
      [6, 'b'],
      [7, 'a'],
    ] as const)
      ring.note(position, key);
    expect([...ring.since(5)].sort()).toEqual(['a', 'b']);
    expect([...ring.since(7)]).toEqual([]);
    expect([ring.covers(3), ring.covers(4), ring.covers(7)]).toEqual([false, true, true]);
  });

  it('covers nothing before it has begun', () => {
    expect(new ChangeRing(10).covers(0)).toBe(false);
  });

  it('forgets the oldest, and says so', () => {
    const ring = new ChangeRing(5);
    ring.begin(0);
    for (let position = 1; position <= 23; position += 1) ring.note(position, `e${position}`);
    const floor = Array.from({ length: 24 }, (_, position) => position).find((position) => ring.covers(position)) ?? -1;
    expect(floor).toBeGreaterThan(10);
    expect(ring.since(floor).size).toBe(23 - floor);
  });

  it('does not cover a position whose event it holds only in part', () => {
    const ring = new ChangeRing(2);
    ring.begin(0);
    for (const key of ['a', 'b', 'c', 'd']) ring.note(1, key);
    expect(ring.covers(0)).toBe(false);
    expect([...ring.since(1)]).toEqual([]);
  });
});
