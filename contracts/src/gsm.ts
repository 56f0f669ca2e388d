import { z } from 'zod';
import { idSchema, instantSchema, listQuerySchema, manyOf } from './paging';

/** A mobile phone whose calls are told; its token is shown once, when it is made. */
export const gsmDeviceSchema = z.object({
  id: idSchema,
  name: z.string(),
  userId: idSchema,
  userName: z.string(),
  /** The phone's own number, E.164. */
  number: z.string(),
  createdAt: instantSchema,
  revokedAt: instantSchema.nullable(),
  lastSeenAt: instantSchema.nullable(),
  appVersion: z.string().nullable(),
  calls: z.number().int(),
});
export type GsmDevice = z.infer<typeof gsmDeviceSchema>;
export const addGsmDeviceSchema = z.object({
  name: z.string().trim().min(1).max(80),
  userId: idSchema,
  number: z.string().trim().min(3).max(30),
});
export type AddGsmDevice = z.infer<typeof addGsmDeviceSchema>;
export const addedGsmDeviceSchema = z.object({ device: gsmDeviceSchema, token: z.string() });
export type AddedGsmDevice = z.infer<typeof addedGsmDeviceSchema>;
export const gsmDeviceListQuerySchema = listQuerySchema(['createdAt', 'name'], {});

export const GSM_DIRECTIONS = ['inbound', 'outbound'] as const;
/** One call as the phone tells it. `id` is the phone's own and makes telling it again safe. */
export const toldGsmCallSchema = z.object({
  id: z.string().trim().min(1).max(100),
  direction: z.enum(GSM_DIRECTIONS),
  /** The other party's number; empty when it was withheld. */
  number: z.string().trim().max(40),
  startedAt: instantSchema,
  /** From the answer on; 0 when nobody answered. */
  durationSeconds: z.number().int().min(0).max(86_400),
});
export type ToldGsmCall = z.infer<typeof toldGsmCallSchema>;
/** POST /gsm/calls with `Authorization: Bearer <token of the device>`. */
export const tellGsmCallsSchema = z.object({
  appVersion: z.string().trim().max(40).optional(),
  calls: z.array(toldGsmCallSchema).max(200),
});
export type TellGsmCalls = z.infer<typeof tellGsmCallsSchema>;
/** `known`: told before. The phone forgets both kinds. */
export const gsmReceiptSchema = z.object({ stored: z.array(z.string()), known: z.array(z.string()) });
export type GsmReceipt = z.infer<typeof gsmReceiptSchema>;
export const gsmSelfSchema = z.object({
  deviceId: idSchema,
  name: z.string(),
  number: z.string(),
  serverTime: instantSchema,
});
export type GsmSelf = z.infer<typeof gsmSelfSchema>;

export const gsmCallSchema = z.object({
  id: idSchema,
  deviceName: z.string(),
  userId: idSchema,
  userName: z.string(),
  direction: z.enum(GSM_DIRECTIONS),
  from: z.string(),
  to: z.string(),
  startedAt: instantSchema,
  durationSeconds: z.number().int(),
  answered: z.boolean(),
});
export type GsmCall = z.infer<typeof gsmCallSchema>;
export const gsmCallListQuerySchema = listQuerySchema(['startedAt'], {
  userId: idSchema.optional(),
  direction: manyOf(z.enum(GSM_DIRECTIONS)),
  day: z.iso.date().optional(),
});
export type GsmCallListQuery = z.infer<typeof gsmCallListQuerySchema>;
