import { FormControl, FormGroup } from '@angular/forms';
import type { BlacklistDirection, FollowUp, FollowUpOf, RecontactFor } from '#contracts';

/** Follow-ups as a form: a switch for each kind, and what it needs. */
export function followUpForm() {
  const control = <Value>(value: Value) => new FormControl<Value>(value, { nonNullable: true });
  return new FormGroup({
    recontact: control(false),
    recontactRequired: control(false),
    recontactFor: control<RecontactFor | null>(null),
    recontactAfter: control(24 * 60),
    blacklist: control(false),
    blacklistDirection: control<BlacklistDirection>('both'),
    blacklistDays: control<number | null>(null),
    openUrl: control(false),
    url: control(''),
    pass: control(false),
    processId: control(''),
    startScript: control(false),
    scriptId: control(''),
  });
}

export type FollowUpForm = ReturnType<typeof followUpForm>;
type Value = ReturnType<FollowUpForm['getRawValue']>;

/** What a form of these follow-ups shows. */
export function shown(followUps: readonly FollowUp[]): Value {
  const of = <Kind extends FollowUp['kind']>(kind: Kind) =>
    followUps.find((followUp): followUp is FollowUpOf<Kind> => followUp.kind === kind);
  const [recontact, blacklist, url, pass] = [of('recontact'), of('blacklist'), of('open-url'), of('pass')];
  const script = of('start-script');
  return {
    recontact: recontact !== undefined,
    recontactRequired: recontact?.required ?? false,
    recontactFor: recontact?.for ?? null,
    recontactAfter: recontact?.afterMinutes ?? 24 * 60,
    blacklist: blacklist !== undefined,
    blacklistDirection: blacklist?.direction ?? 'both',
    blacklistDays: blacklist?.days ?? null,
    openUrl: url !== undefined,
    url: url?.url ?? '',
    pass: pass !== undefined,
    processId: pass?.processId ?? '',
    startScript: script !== undefined,
    scriptId: script?.scriptId ?? '',
  };
}

/** What is stored; the order is fixed so that the server's errors find their field. */
export function followUpsOf(value: Value): FollowUp[] {
  const days = Number(value.blacklistDays);
  return [
    ...(value.openUrl ? [{ kind: 'open-url', url: value.url } as const] : []),
    ...(value.pass ? [{ kind: 'pass', processId: value.processId } as const] : []),
    ...(value.startScript ? [{ kind: 'start-script', scriptId: value.scriptId } as const] : []),
    ...(value.recontact
      ? [
          {
            kind: 'recontact',
            required: value.recontactRequired,
            for: value.recontactFor,
            afterMinutes: Number(value.recontactAfter),
          } as const,
        ]
      : []),
    ...(value.blacklist
      ? [{ kind: 'blacklist', direction: value.blacklistDirection, days: days > 0 ? days : null } as const]
      : []),
  ];
}
