import { z } from 'zod';
import { idSchema, instantSchema, listQuerySchema, manyOf } from './paging';
import { PERMISSION_NAMES, ROLES } from './permissions';

export const roleSchema = z.enum(ROLES);
export const permissionSchema = z.enum(PERMISSION_NAMES);
export const LANGUAGES = ['pl', 'en'] as const;
export const languageSchema = z.enum(LANGUAGES);
export type Language = z.infer<typeof languageSchema>;

/** `name@domain`, lower case. */
export const loginSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}@[a-z0-9-]+(\.[a-z0-9-]+)+$/, { error: 'login-format' });
/** At least 12 characters; the identity provider applies the same rule. */
export const passwordSchema = z.string().min(12).max(128);
export const extensionSchema = z.string().regex(/^[1-9]\d{2,5}$/, { error: 'extension-format' });

export const USER_STATES = ['invited', 'active', 'deactivated'] as const;
export const userSchema = z.object({
  id: idSchema,
  login: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  role: roleSchema,
  state: z.enum(USER_STATES),
  extension: z.string().nullable(),
  permissionSetIds: z.array(idSchema),
  groupIds: z.array(idSchema),
  /** Groups that a supervisor looks after; empty means all. */
  supervisedGroupIds: z.array(idSchema),
  language: languageSchema,
  signedIn: z.boolean(),
  lastSignInAt: instantSchema.nullable(),
  createdAt: instantSchema,
  /** For optimistic edits: send it back as `version`. */
  version: z.number().int(),
});
export type User = z.infer<typeof userSchema>;

const userFields = {
  firstName: z.string().trim().min(1).max(80),
  lastName: z.string().trim().min(1).max(80),
  email: z.email().max(254),
  role: roleSchema,
  extension: extensionSchema.nullable(),
  permissionSetIds: z.array(idSchema).max(20),
  groupIds: z.array(idSchema).max(100),
  supervisedGroupIds: z.array(idSchema).max(100),
  language: languageSchema,
};
export const createUserSchema = z.object({
  login: loginSchema,
  ...userFields,
  extension: userFields.extension.default(null),
  permissionSetIds: userFields.permissionSetIds.default([]),
  groupIds: userFields.groupIds.default([]),
  supervisedGroupIds: userFields.supervisedGroupIds.default([]),
  language: userFields.language.default('pl'),
});
export type CreateUser = z.infer<typeof createUserSchema>;
/** Absent fields stay as they are: no defaults here, a partial schema would fill them in. */
export const updateUserSchema = z.object(userFields).partial().extend({ version: z.number().int() });
export type UpdateUser = z.infer<typeof updateUserSchema>;
export const userListQuerySchema = listQuerySchema(['lastName', 'login', 'createdAt'], {
  role: manyOf(roleSchema),
  state: manyOf(z.enum(USER_STATES)),
  groupId: idSchema.optional(),
});

/** The answer of GET /sign-in: where the console sends people to sign in. */
export const signInSchema = z.object({
  /** Address of the provider, in front of `/realms`: our own with the embedded one. */
  url: z.string(),
  realm: z.string(),
  clientId: z.string(),
  /** Name of the installation, and the domain of its logins. */
  name: z.string(),
  domain: z.string(),
});
export type SignIn = z.infer<typeof signInSchema>;

/** The answer of POST /users/:id/activation-link and /password-reset: mailed, and shown for copying. */
export const issuedLinkSchema = z.object({ url: z.string(), expiresAt: instantSchema });
export type IssuedLink = z.infer<typeof issuedLinkSchema>;

export const activateSchema = z.object({ token: z.string().min(20).max(200), password: passwordSchema });
export const requestResetSchema = z.object({ login: loginSchema });

export const groupSchema = z.object({
  id: idSchema,
  name: z.string(),
  description: z.string(),
  memberCount: z.number().int(),
  version: z.number().int(),
});
export type Group = z.infer<typeof groupSchema>;
export const saveGroupSchema = z.object({
  name: z.string().trim().min(1).max(80),
  description: z.string().max(500).default(''),
  memberIds: z.array(idSchema).max(2000).optional(),
  version: z.number().int().optional(),
});
export type SaveGroup = z.infer<typeof saveGroupSchema>;

export const permissionSetSchema = z.object({
  id: idSchema,
  name: z.string(),
  description: z.string(),
  grants: z.array(permissionSchema),
  /** Taken away even when the role has them. */
  denies: z.array(permissionSchema),
  userCount: z.number().int(),
  version: z.number().int(),
});
export type PermissionSet = z.infer<typeof permissionSetSchema>;
export const savePermissionSetSchema = z.object({
  name: z.string().trim().min(1).max(80),
  description: z.string().max(500).default(''),
  grants: z.array(permissionSchema),
  denies: z.array(permissionSchema).default([]),
  version: z.number().int().optional(),
});
export type SavePermissionSet = z.infer<typeof savePermissionSetSchema>;

export const ipListSchema = z.object({
  id: idSchema,
  scope: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('platform') }),
    z.object({ kind: z.literal('role'), role: roleSchema }),
    z.object({ kind: z.literal('user'), userId: idSchema }),
  ]),
  /** IPv4 and IPv6 CIDR; a bare address is its /32 or /128. */
  ranges: z.array(z.string()),
  version: z.number().int(),
});
export type IpList = z.infer<typeof ipListSchema>;
export const saveIpListSchema = ipListSchema.omit({ id: true, version: true }).extend({
  ranges: z.array(z.string().trim().min(2).max(50)).min(1).max(500),
  version: z.number().int().optional(),
});
export type SaveIpList = z.infer<typeof saveIpListSchema>;

/** GET /me */
export const meSchema = z.object({
  user: userSchema.pick({
    id: true,
    login: true,
    firstName: true,
    lastName: true,
    email: true,
    role: true,
    extension: true,
    language: true,
    groupIds: true,
  }),
  permissions: z.array(permissionSchema),
  /** Ids of features.tsv that the order includes. */
  features: z.array(z.string()),
  /** Null until POST /session. */
  session: z.object({ id: idSchema, since: instantSchema }).nullable(),
  platform: z.object({
    name: z.string(),
    version: z.string(),
    timeZone: z.string(),
    switchMode: z.enum(['simulated', 'freeswitch']),
  }),
});
export type Me = z.infer<typeof meSchema>;
/** POST /session takes the workstation; DELETE /session gives it back. Refusals: 409 `session-elsewhere` (params.busy: a live call is there), 403 `licences-exhausted` (params.limit). */
export const openSessionSchema = z.object({ takeOver: z.boolean().default(false) });
/** GET /session/phone: what the webphone needs; `mode: simulated` means that the switch is simulated and the browser has no audio. */
export const phoneSettingsSchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('simulated'), extension: z.string() }),
  z.object({
    mode: z.literal('sip'),
    extension: z.string(),
    password: z.string(),
    domain: z.string(),
    websocketUrl: z.string(),
    iceServers: z.array(z.string()),
  }),
]);
export type PhoneSettings = z.infer<typeof phoneSettingsSchema>;

export const auditEntrySchema = z.object({
  position: z.number().int(),
  at: instantSchema,
  actor: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
  type: z.string(),
  stream: z.string(),
  correlation: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
export const auditQuerySchema = listQuerySchema(['position'], {
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  actorId: z.string().max(100).optional(),
  type: manyOf(z.string().max(80)),
  stream: z.string().max(120).optional(),
  correlation: z.string().max(120).optional(),
});
