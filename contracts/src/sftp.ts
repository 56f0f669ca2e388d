import { z } from 'zod';
import { pageQuerySchema } from './paging';

/** The login: becomes a user of the machine, a folder and a file. */
const name = z
  .string()
  .regex(
    /^sftp-[a-z0-9][a-z0-9-]{0,25}$/,
    'must be sftp- and then small letters, digits and hyphens, 31 signs at most',
  );
/** One line of OpenSSH; without options, which could do more than open the folder. */
const key = z
  .string()
  .trim()
  .regex(
    /^(ssh-ed25519|ecdsa-sha2-nistp(256|384|521)|sk-ssh-ed25519@openssh\.com|ssh-rsa) [A-Za-z0-9+/]{60,1500}={0,2}( [\x21-\x7e]{1,100})?$/,
    'must be a public key as OpenSSH writes it: kind, key and a comment at most',
  );

const fields = {
  name,
  enabled: z.boolean(),
  /** Each of them opens the folder. */
  keys: z.array(key).min(1).max(20),
  /** What the folder may hold; beyond it files can be fetched and deleted, not brought. */
  quotaMegabytes: z.number().int().min(1).max(1_000_000),
  /** The first day on which the account does not open any more; null: it does not expire. */
  expiresOn: z.iso.date().nullable(),
};

/** One account, as the machine is told of it. */
export const sftpAccountSchema = z.strictObject({ ...fields, version: z.number().int().default(1) });
export type SftpAccount = z.infer<typeof sftpAccountSchema>;

export const sftpAccountsSchema = z.strictObject({
  accounts: z
    .array(sftpAccountSchema)
    .max(50)
    .refine((all) => new Set(all.map((each) => each.name)).size === all.length, 'names must differ'),
});

/** How the machine saw each account last. */
export const sftpReportSchema = z.object({
  at: z.iso.datetime(),
  accounts: z.array(
    z.object({
      name: z.string(),
      bytes: z.number(),
      /** Nothing more can be brought. */
      full: z.boolean(),
      lastSignIn: z.iso.datetime().nullable(),
    }),
  ),
});
export type SftpReport = z.infer<typeof sftpReportSchema>;

/** POST and PUT /sftp-accounts. */
export const saveSftpAccountSchema = z.object({ ...fields, version: z.number().int().optional() });
export type SaveSftpAccount = z.infer<typeof saveSftpAccountSchema>;

/** What an administrator sees; `folder` is null until the machine has said how it is. */
export const shownSftpAccountSchema = z.object({
  ...fields,
  id: name,
  version: z.number().int(),
  folder: sftpReportSchema.shape.accounts.element.nullable(),
});
export type ShownSftpAccount = z.infer<typeof shownSftpAccountSchema>;

export const sftpAccountListQuerySchema = pageQuerySchema.extend({ sort: z.enum(['name', '-name']).optional() });
export type SftpAccountListQuery = z.infer<typeof sftpAccountListQuerySchema>;
export const sftpAccountIdSchema = z.object({ id: name });
