import { Injectable } from '@nestjs/common';
import { config } from '../../../../platform/config';
import { httpArea } from '../../../../platform/http';
import { identityArea, REALM } from '../identity.config';

/** Addresses and names of the embedded provider, from the configuration. */
@Injectable()
export class EmbeddedSettings {
  readonly publicUrl = config(httpArea).publicUrl.replace(/\/+$/, '');
  readonly issuer = `${this.publicUrl}/realms/${REALM}`;
  readonly origins: readonly string[] = [...namesOf(this.publicUrl), ...config(identityArea).consoleOrigins];
  readonly domain = config(identityArea).domain;
  readonly platformName = config(identityArea).platformName;
  /** Left out: five minutes. */
  accessTokenSeconds: number | undefined;
}

/** On a developer's machine both names of the loopback are typed. */
function namesOf(publicUrl: string): string[] {
  const { origin, hostname } = new URL(publicUrl);
  const twin: Record<string, string> = { '127.0.0.1': 'localhost', localhost: '127.0.0.1' };
  const other = twin[hostname];
  return other ? [origin, origin.replace(hostname, other)] : [origin];
}
