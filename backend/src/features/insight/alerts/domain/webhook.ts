import type { Alert } from '#contracts';

/** What a webhook is told: JSON. `event`: `alert.fired`, `alert.escalated`, `alert.test`. */
export function webhookBody(alert: Alert, step: 'first' | 'escalation'): string {
  const { id, rule, severity, subject, value, watch, firedAt, test } = alert;
  const event = test ? 'alert.test' : step === 'escalation' ? 'alert.escalated' : 'alert.fired';
  return JSON.stringify({ event, id, rule, severity, subject, value, watch, firedAt });
}
