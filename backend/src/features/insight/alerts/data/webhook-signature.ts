import { createHmac, hkdfSync } from 'node:crypto';

/** The secret of one rule's webhook: made from the installation's, so it is kept nowhere. */
export const webhookSecret = (installation: string, ruleId: string): string =>
  Buffer.from(hkdfSync('sha256', installation, 'centrala', `alert webhook ${ruleId}`, 32)).toString('base64url');

/** `t=<seconds>,v1=<HMAC-SHA256 of "t.body" in hex>`: the receiver refuses what is old or not ours. */
export function signatureOf(body: string, { secret, at }: { secret: string; at: number }): string {
  const seconds = Math.floor(at / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
