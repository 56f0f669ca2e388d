import fc from 'fast-check';
import { defaultPermissions, PERMISSION_NAMES, ROLES } from '#contracts';
import { addressAllowed } from './address-policy';
import { effectivePermissions } from './effective-permissions';
import { ACCOUNT_RULE, afterFailure, isLocked, type Attempts } from './lock-out';
import { openWorkstation, type WorkstationRequest } from './open-workstation';
import { changesOf } from './user-fields';

const MANAGEMENT = ['127.0.0.0/8'];

describe('address lists', () => {
  const platform = { kind: 'platform' as const, ranges: ['10.0.0.0/8'] };
  const role = { kind: 'role' as const, ranges: ['192.168.0.0/16'] };
  const user = { kind: 'user' as const, ranges: ['203.0.113.7'] };

  it('admit everybody while there is none', () => expect(addressAllowed('198.51.100.1', [], MANAGEMENT)).toBe(true));

  it('let the most specific list decide alone', () => {
    expect(addressAllowed('10.1.1.1', [platform], MANAGEMENT)).toBe(true);
    expect(addressAllowed('10.1.1.1', [platform, role], MANAGEMENT)).toBe(false);
    expect(addressAllowed('192.168.1.1', [platform, role], MANAGEMENT)).toBe(true);
    expect(addressAllowed('192.168.1.1', [platform, role, user], MANAGEMENT)).toBe(false);
    expect(addressAllowed('203.0.113.7', [platform, role, user], MANAGEMENT)).toBe(true);
  });

  it('never shut out the management address', () => expect(addressAllowed('127.0.0.1', [user], MANAGEMENT)).toBe(true));
});

describe('effective permissions', () => {
  it('are the role’s defaults with grants and without denials; a denial wins', () => {
    const sets = [
      { grants: ['live.view', 'calls.take'] as const, denies: [] },
      { grants: [], denies: ['live.view', 'contacts.edit'] as const },
    ];
    const held = effectivePermissions('agent', sets);
    expect(held.has('live.view')).toBe(false);
    expect(held.has('contacts.edit')).toBe(false);
    expect(held.has('calls.take')).toBe(true);
  });

  it('do not depend on the order of the sets, and an administrator keeps everything', () => {
    const names = fc.subarray([...PERMISSION_NAMES]);
    const sets = fc.array(fc.record({ grants: names, denies: names }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...ROLES), sets, (role, list) => {
        expect([...effectivePermissions(role, list)].sort()).toEqual(
          [...effectivePermissions(role, [...list].reverse())].sort(),
        );
        expect(effectivePermissions('administrator', list).size).toBe(PERMISSION_NAMES.length);
        expect([...effectivePermissions(role, [])].sort()).toEqual([...defaultPermissions(role)].sort());
      }),
    );
  });
});

describe('the lock after failed sign-ins', () => {
  const fail = (times: number, step = 1000): Attempts => {
    let attempts: Attempts | null = null;
    for (let each = 0; each < times; each += 1) attempts = afterFailure(attempts, each * step, ACCOUNT_RULE);
    return attempts as Attempts;
  };

  it('costs nothing at first, then doubles up to a quarter of an hour', () => {
    expect(fail(4).lockedUntil).toBeNull();
    expect((fail(5).lockedUntil ?? 0) - 4000).toBe(60_000);
    expect((fail(6).lockedUntil ?? 0) - 5000).toBe(120_000);
    expect((fail(50).lockedUntil ?? 0) - 49_000).toBe(900_000);
  });

  it('ends by itself, and is forgotten after half a day', () => {
    const locked = fail(5);
    expect(isLocked(locked, 63_999)).toBe(true);
    expect(isLocked(locked, 64_000)).toBe(false);
    expect(afterFailure(locked, 4000 + ACCOUNT_RULE.forgetMs, ACCOUNT_RULE)).toMatchObject({
      failures: 1,
      lockedUntil: null,
    });
  });
});

describe('opening a workstation', () => {
  const request: WorkstationRequest = {
    ...{ role: 'agent', signIn: 'here', takeOver: false, own: null, ownHasLiveCall: false },
    ...{ open: 0, openAdministrators: 0, licences: 2 },
  };
  const elsewhere = { id: 'session', signIn: 'there' };

  it('takes a licence while there is one, and names the count when there is none', () => {
    expect(openWorkstation({ ...request, open: 1 })).toEqual({ ok: true, value: { kind: 'open' } });
    expect(openWorkstation({ ...request, open: 2 })).toEqual({
      ok: false,
      refusal: { code: 'licences-exhausted', limit: 2 },
    });
  });

  it('always admits one administrator', () => {
    expect(openWorkstation({ ...request, role: 'administrator', open: 2 }).ok).toBe(true);
    expect(openWorkstation({ ...request, role: 'administrator', open: 2, openAdministrators: 1 }).ok).toBe(false);
  });

  it('keeps the session of the same sign-in, and offers to end one elsewhere', () => {
    expect(openWorkstation({ ...request, own: { ...elsewhere, signIn: 'here' }, open: 2 })).toEqual({
      ok: true,
      value: { kind: 'keep', sessionId: 'session' },
    });
    expect(openWorkstation({ ...request, own: elsewhere })).toEqual({
      ok: false,
      refusal: { code: 'session-elsewhere', busy: false },
    });
    expect(openWorkstation({ ...request, own: elsewhere, takeOver: true, open: 2 })).toEqual({
      ok: true,
      value: { kind: 'take-over', endSessionId: 'session' },
    });
  });

  it('never ends a session with a live call', () => {
    const busy = openWorkstation({ ...request, own: elsewhere, takeOver: true, ownHasLiveCall: true });
    expect(busy).toEqual({ ok: false, refusal: { code: 'session-elsewhere', busy: true } });
  });
});

it('a change names only what is given and different; lists are sets', () => {
  const before = { name: 'a', ids: ['1', '2'], note: null as string | null };
  expect(changesOf(before, { name: 'a', ids: ['2', '1'], note: 'x' })).toEqual({ note: { from: null, to: 'x' } });
});
