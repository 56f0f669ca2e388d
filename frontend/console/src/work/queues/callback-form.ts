import { FormControl, FormGroup, Validators } from '@angular/forms';
import type { CallbackRule, FailedContact } from '#contracts';

const number = (value: number, min: number, max: number) =>
  new FormControl(value, {
    nonNullable: true,
    validators: [Validators.required, Validators.min(min), Validators.max(max)],
  });
const time = (value: string) =>
  new FormControl(value, { nonNullable: true, validators: [Validators.pattern(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)] });

/** A queue's rule for callbacks; switched off means that nobody is called back. An empty key: it is not offered while waiting. */
export const callbackGroup = () =>
  new FormGroup({
    on: new FormControl(false, { nonNullable: true }),
    digit: new FormControl('5', { nonNullable: true }),
    automatic: new FormControl<FailedContact[]>([], { nonNullable: true }),
    flowIds: new FormControl<string[]>([], { nonNullable: true }),
    attempts: number(3, 1, 10),
    intervalMinutes: number(15, 1, 1440),
    minimumWaitSeconds: number(5, 0, 3600),
    from: time('08:00'),
    to: time('20:00'),
  });
export type CallbackGroup = ReturnType<typeof callbackGroup>;

export function showCallback(group: CallbackGroup, rule: CallbackRule | null): void {
  group.reset(rule ? { ...rule, on: true, digit: rule.digit ?? '' } : callbackGroup().getRawValue());
}

export function callbackOf(group: CallbackGroup): CallbackRule | null {
  const { on, digit, ...rule } = group.getRawValue();
  return on ? { ...rule, digit: digit || null } : null;
}
