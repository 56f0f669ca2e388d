import type { AllowedHosts } from '../../../../kernel/web-address';
import { ask } from '../../../../platform/outbound';
import type { DipAnswer, DipRequest } from '../domain/dip';

/** Asks another system for JSON. */
export async function sendDip(dip: DipRequest, allowed: AllowedHosts): Promise<DipAnswer> {
  const answer = await ask(dip, allowed);
  if (!answer.ok) return answer;
  const { status, text } = answer;
  if (status < 200 || status > 299 || text.trim() === '') return { ok: true, status, body: null };
  try {
    return { ok: true, status, body: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, reason: 'not-json' };
  }
}
