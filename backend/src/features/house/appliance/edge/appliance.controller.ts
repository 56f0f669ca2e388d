import { Controller, Get } from '@nestjs/common';
import { applianceStateSchema, type ApplianceState } from '#contracts';
import { RequirePermission, RouteSummary, ZodResponse } from '../../../../platform/http';
import { Reports } from '../data/reports';

@Controller('system/appliance')
export class ApplianceController {
  constructor(private readonly reports: Reports) {}

  @Get()
  @RequirePermission('system.view')
  @RouteSummary('What the machine says of itself: findings, disk, tunnels, backups')
  @ZodResponse(applianceStateSchema)
  state(): Promise<ApplianceState> {
    return this.reports.state();
  }
}
