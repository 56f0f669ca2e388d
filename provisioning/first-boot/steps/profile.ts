import { readHardware } from '../../../appliance/box';
import { PROFILES, preflight, settingsFiles, sizingOf } from '../../../appliance/profiles';
import { filesStep } from '../files-step';
import { StepRefused, type StepContext } from '../step';

/** Debian's PostgreSQL of this machine. */
export const postgresVersion = ({ box }: Pick<StepContext, 'box'>): number =>
  Math.max(...box.list('/usr/lib/postgresql').map(Number), 15);

/** Sizes of the engines; refuses a machine that is too small for them. */
export const profileStep = filesStep({
  name: 'profile',
  title: 'Sizes of the engines',
  files: (context) => settingsFiles(sizingOf(PROFILES[context.answers.profile]), postgresVersion(context)),
  async examine({ box, answers, say }) {
    const findings = preflight(sizingOf(PROFILES[answers.profile]), await readHardware(box));
    for (const { severity, has, needs } of findings) say(`${severity}: this machine has ${has}; needed: ${needs}`);
    const refusals = findings.filter(({ severity }) => severity === 'refusal');
    if (refusals.length === 0) return;
    const lacking = refusals.map(({ has, needs }) => `${has} instead of ${needs}`).join(', ');
    throw new StepRefused(`Profile ${answers.profile} does not fit this machine: ${lacking}`);
  },
});
