import type { INestApplicationContext } from '@nestjs/common';
import type { Order } from '#contracts';
import { AccountLinks, Groups, UserDirectory, Users } from '../features/house/identity';
import { ChangeOrder, LicensingService } from '../features/house/licensing';
import { DEMO_PASSWORD, GROUPS, PEOPLE } from './demo-company';
import { must, SEED_CAUSE } from './seed-cause';

/** The order of the demo: Pro for thirty, with predictive dialling and a pack of SMS. */
export async function seedOrder(app: INestApplicationContext): Promise<void> {
  const order = await app.get(LicensingService, { strict: false }).order();
  if (order.version > 1) return;
  const demo: Order = {
    ...order,
    package: 'pro',
    licences: 30,
    monthlyFee: 1_490_000,
    addOns: [
      { featureId: 'predictive-dialer', quantity: 1 },
      { featureId: 'sms-pack-2000', quantity: 1 },
      { featureId: 'reporting-database', quantity: 1 },
      { featureId: 'vpn-ipsec', quantity: 1 },
      { featureId: 'gsm-monitoring', quantity: 5 },
      { featureId: 'text-to-speech', quantity: 1 },
      { featureId: 'tts-pack-10000', quantity: 1 },
    ],
    rates: [
      { meterId: 'limit-api-calls', grosze: 1 },
      { meterId: 'limit-records', grosze: 2 },
      { meterId: 'sms', grosze: 12 },
    ],
    hardStops: [],
  };
  must(await app.get(ChangeOrder, { strict: false }).change(demo, SEED_CAUSE));
}

/** Groups by name. */
export async function seedGroups(app: INestApplicationContext): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const group of GROUPS) {
    const existing = await app.get(Groups, { strict: false }).byName(group.name);
    const { id } =
      existing ?? must(await app.get(Groups, { strict: false }).create({ ...group, memberIds: [] }, SEED_CAUSE));
    ids.set(group.name, id);
  }
  return ids;
}

/** Users by the name in front of the domain; each has the demo password and is active. */
export async function seedPeople(
  app: INestApplicationContext,
  domain: string,
  groups: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const { name, groups: groupNames, ...person } of PEOPLE) {
    const login = `${name}@${domain}`;
    const existing = await app.get(UserDirectory, { strict: false }).byLogin(login);
    const links = {
      permissionSetIds: [],
      supervisedGroupIds: person.role === 'supervisor' ? [...groups.values()] : [],
      groupIds: groupNames.map((each) => groups.get(each) ?? ''),
    };
    const given = { ...person, ...links, login, email: login, language: 'pl' as const };
    const user = existing ?? must(await app.get(Users, { strict: false }).create(given, SEED_CAUSE));
    if (user.state === 'invited') await givePassword(app, user.id);
    ids.set(name, user.id);
  }
  return ids;
}

async function givePassword(app: INestApplicationContext, userId: string): Promise<void> {
  const links = app.get(AccountLinks, { strict: false });
  const { link } = must(await links.issueUnsent(userId, 'activation', SEED_CAUSE));
  const token = new URL(link.url).searchParams.get('token') ?? '';
  must(await links.complete('activation', { token, password: DEMO_PASSWORD }, SEED_CAUSE));
}
