import { Injectable } from '@nestjs/common';
import { config } from '../../../../platform/config';
import { httpArea } from '../../../../platform/http';
import { identityArea, REALM } from '../identity.config';

/** Addresses and names of the embedded provider, from the configuration. */
@Injectable()
export class EmbeddedSettings {
  readonly publicUrl = config(httpArea).publicUrl.replace(/\/+$/, '');
  readonly issuer = `${this.publicUrl}/realms/${REALM}`;
  readonly origins: readonly string[] = [new URL(this.publicUrl).origin, ...config(identityArea).consoleOrigins];
  readonly domain = config(identityArea).domain;
  readonly platformName = config(identityArea).platformName;
}
