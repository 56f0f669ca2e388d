import { z } from 'zod';
import { instantSchema, listQuerySchema } from './paging';

/**
 * Whether people still take calls from a number. `burnt`: far fewer do than from the others, or most hang up at once;
 * `worn`: it is on the way there; `young`: too few calls to say.
 */
export const CALLER_ID_STATES = ['good', 'worn', 'burnt', 'young'] as const;
export const callerIdStateSchema = z.enum(CALLER_ID_STATES);
export type CallerIdState = z.infer<typeof callerIdStateSchema>;

export const callerIdListQuerySchema = listQuerySchema(['number', 'uses', 'answerRate', 'shortRate', 'lastUsedAt'], {
  /** Days in Warsaw, both included. */
  from: z.iso.date(),
  to: z.iso.date(),
});
export type CallerIdListQuery = z.infer<typeof callerIdListQuerySchema>;

const callerIdFigures = {
  uses: z.number().int(),
  answered: z.number().int(),
  /** Of those answered, ended within six seconds: nobody wanted to talk. */
  short: z.number().int(),
  rejected: z.number().int(),
};
export const callerIdUseSchema = z.object({
  number: z.string(),
  ...callerIdFigures,
  answerRate: z.number(),
  shortRate: z.number(),
  lastUsedAt: instantSchema,
  state: callerIdStateSchema,
  /** Campaigns that showed it. */
  campaigns: z.array(z.string()),
  /** Campaigns that draw from a range with this number and do not call it tainted. */
  drawnBy: z.number().int(),
});
export type CallerIdUse = z.infer<typeof callerIdUseSchema>;

export const callerIdParams = z.object({ number: z.string().regex(/^\+[1-9]\d{5,14}$/, { error: 'phone-number' }) });
export const callerIdDaysSchema = z.array(z.object({ day: z.iso.date(), ...callerIdFigures }));
export type CallerIdDays = z.infer<typeof callerIdDaysSchema>;
export const taintedSchema = z.object({ campaigns: z.array(z.string()) });
