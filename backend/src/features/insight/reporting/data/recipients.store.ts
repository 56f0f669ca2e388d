import { Injectable } from '@nestjs/common';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { domainsOf, mailArea } from '../../../../platform/mail';

/** Whom numbers may be mailed to: people of the platform, and addresses of the domains that an administrator allows. */
@Injectable()
export class Recipients {
  constructor(private readonly database: Database) {}

  /** Those of these addresses that may not get them. */
  async refused(addresses: readonly string[]): Promise<string[]> {
    const domains = domainsOf(config(mailArea).domains);
    const rows = await this.database.read.query<{ email: string }[]>(
      `select lower(email) as email from app_user where lower(email) = any($1::text[]) and state <> 'deactivated'`,
      [addresses.map((each) => each.toLowerCase())],
    );
    const known = new Set(rows.map(({ email }) => email));
    return addresses.filter((each) => {
      const address = each.toLowerCase();
      return !known.has(address) && !domains.includes(address.slice(address.lastIndexOf('@') + 1));
    });
  }
}
