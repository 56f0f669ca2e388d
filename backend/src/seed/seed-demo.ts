import type { INestApplicationContext } from '@nestjs/common';
import { config } from '../platform/config';
import { identityArea } from '../features/house/identity';
import { COLLEAGUES, DEMO_PASSWORD, PEOPLE, SHOWN } from './demo-company';
import { seedGroups, seedOrder, seedPeople } from './seed-house';
import { seedBreakKinds, seedClassifiers, seedContacts, seedNumbers, seedQueues, seedScript } from './seed-work';
import { seedFlow, seedScorecard, seedSurvey } from './seed-voice';

export interface SeededLogins {
  readonly logins: readonly { readonly role: string; readonly login: string; readonly password: string }[];
  /** Agents whom `npm start` keeps ready. */
  readonly colleagues: readonly { readonly login: string; readonly password: string }[];
  /** What to try, in order. */
  readonly try: readonly string[];
}

/** The demo company, through the same use cases as the console's. Running it again changes nothing. */
export async function seedDemo(app: INestApplicationContext): Promise<SeededLogins> {
  const { domain } = config(identityArea);
  await seedOrder(app);
  const groups = await seedGroups(app);
  await seedPeople(app, domain, groups);
  const queues = await seedQueues(app, groups);
  await seedNumbers(app, queues);
  await seedFlow(app, queues);
  await seedSurvey(app, queues);
  await seedClassifiers(app);
  await seedScript(app, queues);
  await seedScorecard(app);
  await seedBreakKinds(app);
  await seedContacts(app);
  const shown = SHOWN.map((name) => ({ role: PEOPLE.find((person) => person.name === name)?.role ?? '', name }));
  return {
    logins: shown.map(({ role, name }) => ({ role, login: `${name}@${domain}`, password: DEMO_PASSWORD })),
    colleagues: COLLEAGUES.map((name) => ({ login: `${name}@${domain}`, password: DEMO_PASSWORD })),
    try: [
      'Sign in as the agent and press Ready: within ten seconds a customer calls.',
      'Answer, hold, hang up; choose a classifier; find the call in the history.',
      'In another browser sign in as the supervisor and watch the live view follow.',
    ],
  };
}
