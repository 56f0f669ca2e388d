import { answersSchema, type Answers } from './answers';

/** A console: asks a line, shows a line. */
export interface Dialogue {
  readonly ask: (question: string) => Promise<string>;
  readonly say: (text: string) => void;
}

interface Question {
  readonly path: readonly string[];
  readonly text: string;
  readonly example: string;
  readonly list?: boolean;
}

const QUESTIONS: readonly Question[] = [
  { path: ['profile'], text: 'Size (mini: 15 agents, medium: 30, max: 130)', example: 'medium' },
  { path: ['hostName'], text: 'Name under which browsers reach this machine', example: 'centrala.example.com' },
  { path: ['name'], text: 'Name of this installation', example: 'Centrala' },
  { path: ['domain'], text: 'Domain of logins (behind the @)', example: 'example.com' },
  { path: ['timeZone'], text: 'Time zone', example: 'Europe/Warsaw' },
  { path: ['timeServers'], text: 'Time servers, separated by commas', example: '', list: true },
  { path: ['network', 'address'], text: 'Address of this machine, empty for DHCP', example: '' },
  { path: ['network', 'gateway'], text: 'Gateway', example: '' },
  { path: ['network', 'nameServers'], text: 'Name servers, separated by commas', example: '', list: true },
  {
    path: ['managementNetworks'],
    text: 'Networks of those who manage this machine',
    example: '10.0.0.0/8',
    list: true,
  },
  { path: ['trunkAddresses'], text: 'Addresses of SIP trunks', example: '', list: true },
  { path: ['administrator', 'login'], text: 'Login of the first administrator, without the domain', example: 'admin' },
  { path: ['administrator', 'email'], text: 'E-mail of the first administrator', example: '' },
  { path: ['administrator', 'firstName'], text: 'First name', example: '' },
  { path: ['administrator', 'lastName'], text: 'Last name', example: '' },
];

type Draft = Record<string, unknown>;

/** Asks everything, one line each; what breaks a rule is asked again at once, with the rule. */
export async function askAnswers(dialogue: Dialogue): Promise<Answers> {
  const draft: Draft = { network: { mode: 'dhcp' }, administrator: {} };
  for (const question of QUESTIONS) {
    if (isForStaticAddresses(question) && (draft['network'] as Draft)['mode'] === 'dhcp') continue;
    await askOne(question, draft, dialogue);
  }
  return answersSchema.parse(draft);
}

const isForStaticAddresses = ({ path }: Question): boolean => path[0] === 'network' && path[1] !== 'address';

async function askOne(question: Question, draft: Draft, dialogue: Dialogue): Promise<void> {
  for (;;) {
    const suggestion = question.example ? ` [${question.example}]` : '';
    const given = (await dialogue.ask(`${question.text}${suggestion}: `)).trim() || question.example;
    place(draft, question, given);
    const wrong = problemOf(draft, question);
    if (!wrong) return;
    dialogue.say(`  ${wrong}`);
  }
}

function place(draft: Draft, { path, list }: Question, given: string): void {
  const [first = '', second] = path;
  const value = list
    ? given
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean)
    : given;
  if (second === undefined) draft[first] = value;
  else if (first === 'network' && second === 'address')
    draft['network'] = given === '' ? { mode: 'dhcp' } : { mode: 'static', address: given };
  else draft[first] = { ...(draft[first] as Draft), [second]: value };
}

/** What the rules say of this answer alone; later ones are still missing. */
function problemOf(draft: Draft, { path }: Question): string | undefined {
  const result = answersSchema.safeParse(draft);
  return result.error?.issues.find((issue) => path.every((part, index) => issue.path[index] === part))?.message;
}
