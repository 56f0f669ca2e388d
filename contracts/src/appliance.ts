import { z } from 'zod';

/** Codes of the doctor's findings; a machine of another release may know others. */
export const APPLIANCE_FINDINGS = [
  'database-down',
  'reporting-database-down',
  'connections-exhausted',
  'replication-stalled',
  'redis-down',
  'redis-memory-full',
  'api-down',
  'api-degraded',
  'release-older-than-database',
  'telephony-down',
  'worker-down',
  'web-server-down',
  'switch-absent',
  'switch-down',
  'sign-in-down',
  'disk-full',
  'inodes-exhausted',
  'clock-not-synchronised',
  'clock-wrong',
  'unit-failed',
  'memory-short',
  'memory-exhausted',
  'machine-too-small',
  'profile-missing',
  'restart-due',
  'name-not-resolved',
  'disk-not-encrypted',
  'encryption-unfinished',
  'recovery-key-missing',
  'certificate-missing',
  'certificate-expires',
  'certificate-mismatch',
  'firewall-off',
  'ssh-accepts-passwords',
  'secret-readable',
  'backup-old',
  'backup-unusable',
  'tunnel-down',
  'update-returned',
  'apparmor-off',
  'look-failed',
] as const;

const moment = z.iso.datetime();

/** What `centrala doctor` found on the machine; `code` is a page of docs/runbooks, `mend` the command of the support staff. */
export const applianceFindingSchema = z.object({
  code: z.string(),
  severity: z.enum(['critical', 'warning', 'notice']),
  evidence: z.string(),
  mend: z.string(),
});

export const doctorReportSchema = z.object({
  at: moment,
  /** The encrypted disk; null where there is none. */
  disk: z
    .object({ encrypted: z.boolean(), finished: z.boolean(), cipher: z.string().nullable(), keys: z.number().int() })
    .nullable(),
  profile: z.string().nullable(),
  findings: z.array(applianceFindingSchema),
});

export const tunnelReportSchema = z.object({
  at: moment,
  peers: z.array(
    z.object({
      name: z.string(),
      up: z.boolean(),
      bytesIn: z.number(),
      bytesOut: z.number(),
      /** Seconds since it was opened. */
      seconds: z.number().nullable(),
      lastError: z.string().nullable(),
    }),
  ),
});

export const backupReportSchema = z.object({
  /** The newest backup of both databases. */
  at: moment.optional(),
  /** The newest trial of restoring it. */
  verified: z.object({ at: moment, ok: z.boolean(), detail: z.string() }).optional(),
});

/** What the machine says of itself; each part is null until its unit has reported, all of them where there is no appliance. */
export const applianceStateSchema = z.object({
  doctor: doctorReportSchema.nullable(),
  tunnels: tunnelReportSchema.nullable(),
  backup: backupReportSchema.nullable(),
});

export type ApplianceFinding = z.infer<typeof applianceFindingSchema>;
export type DoctorReport = z.infer<typeof doctorReportSchema>;
export type TunnelReport = z.infer<typeof tunnelReportSchema>;
export type BackupReport = z.infer<typeof backupReportSchema>;
export type ApplianceState = z.infer<typeof applianceStateSchema>;
