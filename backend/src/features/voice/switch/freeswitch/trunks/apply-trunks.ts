import type { Clock } from '../../../../../kernel/clock';
import type { TrunkLine, TrunkLineRefusal, TrunkLineResult } from '../../port/trunk-line';
import type { EslSession } from '../esl-session';
import { fileName, KINDS, trunkDocuments, type TrunkDocuments } from './trunk-documents';
import type { TrunkFiles } from './trunk-files';

export interface TrunkPlace {
  readonly files: TrunkFiles | null;
  readonly resolve: (host: string) => Promise<readonly string[]>;
  /** Waits in real time, as the switch does. */
  readonly clock: Clock;
}

type Refused = Extract<TrunkLineResult, { result: 'refused' }>;
interface Wanted {
  readonly line: TrunkLine;
  readonly documents: TrunkDocuments;
}

const PROFILE = 'sofia profile external';
/** A gateway that was taken away keeps its place for a moment: measured up to 1.1 s. */
const GONE_WITHIN_MS = 5000;

/** Brings the switch's trunks to `lines`: gateways that differ go, files follow, one rescan brings them back. */
export async function applyTrunks(
  session: EslSession,
  place: TrunkPlace,
  lines: readonly TrunkLine[],
): Promise<readonly TrunkLineResult[]> {
  const { files } = place;
  if (!files) return lines.map(({ name }) => refusal(name, 'no-directory'));
  const wished = await Promise.all(lines.map((line) => wish(session, place, files, line)));
  const wanted = wished.filter((each): each is Wanted => 'documents' in each);
  // A trunk that cannot be made anew now (its name has no address today) stays as it is.
  const kept = new Set(wished.map((each) => ('line' in each ? each.line.name : each.name)));
  const changed = await differing(session, files, wanted);
  const surplus = trunksOf(files).filter((name) => !kept.has(name));
  if (changed.length + surplus.length > 0) await change(session, place, { files, changed, surplus });
  return Promise.all(wished.map(async (each) => ('line' in each ? await look(session, each.line.name) : each)));
}

const refusal = (name: string, reason: TrunkLineRefusal, detail = ''): Refused => ({
  name,
  result: 'refused',
  reason,
  detail,
});

async function wish(
  session: EslSession,
  { resolve }: TrunkPlace,
  files: TrunkFiles,
  line: TrunkLine,
): Promise<Wanted | Refused> {
  const { name, host } = line;
  const ours = files.read(fileName(name, 'gateway')) !== null;
  const addresses = line.addresses.length > 0 ? line.addresses : await resolve(host);
  if (addresses.length === 0) return refusal(name, 'host-unknown', host);
  const documents = trunkDocuments(line, addresses);
  if (!documents.ok) return refusal(name, 'invalid', `${documents.refusal.field}: ${documents.refusal.rule}`);
  if (!ours && (await status(session, name)) !== null) return refusal(name, 'name-of-setup');
  return { line, documents: documents.value };
}

/** Also those that the switch has lost: a change of ours was cut off between file and rescan. */
async function differing(session: EslSession, files: TrunkFiles, wanted: readonly Wanted[]): Promise<Wanted[]> {
  const found: Wanted[] = [];
  for (const each of wanted) {
    const { name } = each.line;
    const same = KINDS.every((kind) => files.read(fileName(name, kind)) === each.documents[kind]);
    if (!same || (await status(session, name)) === null) found.push(each);
  }
  return found;
}

const trunksOf = (files: TrunkFiles): string[] =>
  files.names().flatMap((name) => /^([a-z0-9-]+)\.gateway\.xml$/.exec(name)?.[1] ?? []);

/** First away, then written: cut off in between, the next attempt sees files that differ and does it all again. */
async function change(
  session: EslSession,
  { clock }: TrunkPlace,
  { files, changed, surplus }: { files: TrunkFiles; changed: readonly Wanted[]; surplus: readonly string[] },
): Promise<void> {
  const going = [...changed.map(({ line }) => line.name), ...surplus];
  for (const name of going) await session.api(`${PROFILE} killgw ${name}`);
  for (const name of surplus) for (const kind of KINDS) files.remove(fileName(name, kind));
  for (const { line, documents } of changed)
    for (const kind of KINDS) files.write(fileName(line.name, kind), documents[kind]);
  for (const name of going) await gone(session, clock, name);
  await session.api(`${PROFILE} rescan`);
  await session.api('reloadacl');
}

async function gone(session: EslSession, clock: Clock, name: string): Promise<void> {
  const until = clock.now() + GONE_WITHIN_MS;
  while ((await status(session, name)) !== null && clock.now() < until)
    await new Promise<void>((resolve) => clock.wakeAt(clock.now() + 100, resolve));
}

async function look(session: EslSession, name: string): Promise<TrunkLineResult> {
  const text = await status(session, name);
  if (text === null) return refusal(name, 'switch-refused');
  const value = (key: string): string => new RegExp(`^${key}\\s+(.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';
  const [state, up] = [value('State'), value('Status').startsWith('UP')];
  const trying = state === 'TRYING' || state === 'REGISTER' || state === 'UNREGED';
  return { name, result: 'applied', now: up ? 'up' : trying ? 'trying' : 'down', detail: state };
}

/** What the switch says of a gateway; null when it has none of this name. */
async function status(session: EslSession, name: string): Promise<string | null> {
  const text = await session.api(`sofia status gateway ${name}`);
  return /^Name\s/m.test(text) ? text : null;
}
