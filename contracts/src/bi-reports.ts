import { z } from 'zod';
import { idSchema, listQuerySchema } from './paging';
import { ROLES } from './permissions';

/** A page of another system, of which Power BI is one, that is shown inside the console. */
const embed = {
  name: z.string().trim().min(1).max(80),
  /** What Power BI gives under "Embed report"; only its host may be shown. */
  url: z
    .string()
    .trim()
    .max(2_000)
    .refine((url) => URL.canParse(url) && /^https:$/.test(new URL(url).protocol) && new URL(url).username === '', {
      error: 'embed-url',
    }),
  /** Who sees it; administrators see every one. */
  roles: z.array(z.enum(ROLES)).max(ROLES.length),
};

export const biReportSchema = z.object({ id: idSchema, ...embed, version: z.number().int() });
export type BiReport = z.infer<typeof biReportSchema>;
export const saveBiReportSchema = z.object({ ...embed, version: z.number().int().optional() });
export type SaveBiReport = z.infer<typeof saveBiReportSchema>;
export const biReportListQuerySchema = listQuerySchema(['name'], {});
