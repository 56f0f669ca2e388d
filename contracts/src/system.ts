import { z } from 'zod';

/** What anybody may learn about our health. `degraded`: something is away that we can do without for a while. */
export const healthSchema = z.object({ status: z.enum(['ok', 'degraded', 'unavailable']) });
export type Health = z.infer<typeof healthSchema>;

/** The same, part by part, for administrators. `detail` is English, for the log of a support case. */
export const healthReportSchema = healthSchema.extend({
  parts: z.array(
    z.object({
      name: z.string(),
      status: healthSchema.shape.status,
      detail: z.string().optional(),
      milliseconds: z.number(),
    }),
  ),
});
export type HealthReport = z.infer<typeof healthReportSchema>;
