import type { Page, User } from '#contracts';
import type { CsvColumn } from '../../../../platform/http';
import type { UserRecord } from '../data/user.store';

/** A user as it crosses the wire. */
export const presentUser = ({ subject: _subject, lastSignInAt, createdAt, ...user }: UserRecord): User => ({
  ...user,
  lastSignInAt: lastSignInAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
});

export const presentUsers = ({ items, next }: Page<UserRecord>): Page<User> => ({
  items: items.map(presentUser),
  next,
});

export const userColumns: readonly CsvColumn<User>[] = [
  { heading: { pl: 'Login', en: 'Login' }, value: (user) => user.login },
  { heading: { pl: 'Imię', en: 'First name' }, value: (user) => user.firstName },
  { heading: { pl: 'Nazwisko', en: 'Last name' }, value: (user) => user.lastName },
  { heading: { pl: 'E-mail', en: 'E-mail' }, value: (user) => user.email },
  { heading: { pl: 'Rola', en: 'Role' }, value: (user) => user.role },
  { heading: { pl: 'Stan', en: 'State' }, value: (user) => user.state },
  { heading: { pl: 'Numer wewnętrzny', en: 'Extension' }, value: (user) => user.extension },
  { heading: { pl: 'Ostatnie logowanie', en: 'Last sign-in' }, value: (user) => user.lastSignInAt },
];
