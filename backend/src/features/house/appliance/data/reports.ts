import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import {
  backupReportSchema,
  doctorReportSchema,
  sftpReportSchema,
  tunnelReportSchema,
  type ApplianceState,
  type SftpReport,
} from '#contracts';
import { config } from '../../../../platform/config';
import { applianceArea } from '../appliance.config';

/** The newest report of each unit. */
@Injectable()
export class Reports {
  async state(): Promise<ApplianceState> {
    const { reports } = config(applianceArea);
    const [doctor, tunnels, backup] = await Promise.all([
      read(join(reports, 'doctor/last.json'), doctorReportSchema),
      read(join(reports, 'vpn/state.json'), tunnelReportSchema),
      read(join(reports, 'backup/state.json'), backupReportSchema),
    ]);
    return { doctor, tunnels, backup };
  }

  sftp(): Promise<SftpReport | null> {
    return read(join(config(applianceArea).reports, 'sftp/state.json'), sftpReportSchema);
  }
}

/** The units write whole files; a release of another age may give them another shape. */
async function read<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    return schema.safeParse(JSON.parse(await readFile(path, 'utf8'))).data ?? null;
  } catch {
    return null; // not there, or no JSON: the page says so
  }
}
