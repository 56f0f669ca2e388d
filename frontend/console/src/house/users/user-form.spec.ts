import type { User } from '#contracts';
import { createUserOf, showUser, updateUserOf, userForm } from './user-form';

const user: User = {
  id: 'u1',
  login: 'ewa@firma.pl',
  firstName: 'Ewa',
  lastName: 'Nowak',
  email: 'ewa@firma.pl',
  role: 'supervisor',
  state: 'active',
  extension: null,
  permissionSetIds: ['p1'],
  groupIds: ['g1'],
  supervisedGroupIds: ['g2'],
  language: 'pl',
  signedIn: false,
  lastSignInAt: null,
  createdAt: '2026-01-01T00:00:00Z',
  version: 7,
};

describe('user form', () => {
  it('shows a user and gives back the same', () => {
    const form = userForm();
    showUser(form, user);
    expect(updateUserOf(form, 7)).toEqual({
      firstName: 'Ewa',
      lastName: 'Nowak',
      email: 'ewa@firma.pl',
      role: 'supervisor',
      extension: null,
      language: 'pl',
      permissionSetIds: ['p1'],
      groupIds: ['g1'],
      supervisedGroupIds: ['g2'],
      version: 7,
    });
  });
  it('does not let a login change once it exists', () => {
    const form = userForm();
    showUser(form, user);
    expect(form.controls.login.disabled).toBe(true);
  });
  it('forgets supervised groups when the role is no supervisor', () => {
    const form = userForm();
    showUser(form, { ...user, role: 'agent' });
    expect(createUserOf(form).supervisedGroupIds).toEqual([]);
  });
  it('asks for what the server requires', () => {
    const form = userForm();
    expect(
      Object.entries(form.controls)
        .filter(([, control]) => control.invalid)
        .map(([name]) => name),
    ).toEqual(['login', 'firstName', 'lastName', 'email']);
  });
});
