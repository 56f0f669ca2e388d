import { Controller, Get, Headers, HttpCode, Inject, Post } from '@nestjs/common';
import type { z } from 'zod';
import {
  addedGsmDeviceSchema,
  addGsmDeviceSchema,
  gsmCallListQuerySchema,
  gsmCallSchema,
  gsmDeviceListQuerySchema,
  gsmDeviceSchema,
  gsmReceiptSchema,
  gsmSelfSchema,
  pageSchema,
  tellGsmCallsSchema,
  type AddedGsmDevice,
  type AddGsmDevice,
  type GsmCall,
  type GsmCallListQuery,
  type GsmDevice,
  type GsmReceipt,
  type GsmSelf,
  type TellGsmCalls,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  byId,
  CurrentUser,
  listResponse,
  ProblemException,
  Public,
  RequestCause,
  RequirePermission,
  RequiresFeature,
  RouteSummary,
  valueOr,
  WantsCsv,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type ById,
  type Cause,
  type CsvColumn,
  type CsvRequest,
  type Principal,
} from '../../../../platform/http';
import { GsmStore } from '../data/gsm.store';
import { GsmMonitoring, type GsmRefusal } from '../use-cases/gsm-monitoring';

type DeviceQuery = z.infer<typeof gsmDeviceListQuerySchema>;

const DEVICES_CSV: readonly CsvColumn<GsmDevice>[] = [
  { heading: { pl: 'Telefon', en: 'Phone' }, value: ({ name }) => name },
  { heading: { pl: 'Osoba', en: 'Person' }, value: ({ userName }) => userName },
  { heading: { pl: 'Numer', en: 'Number' }, value: ({ number }) => number },
  { heading: { pl: 'Ostatnio', en: 'Last seen' }, value: ({ lastSeenAt }) => lastSeenAt },
];
const CALLS_CSV: readonly CsvColumn<GsmCall>[] = [
  { heading: { pl: 'Początek', en: 'Began' }, value: ({ startedAt }) => startedAt },
  { heading: { pl: 'Osoba', en: 'Person' }, value: ({ userName }) => userName },
  { heading: { pl: 'Kierunek', en: 'Direction' }, value: ({ direction }) => direction },
  { heading: { pl: 'Z numeru', en: 'From' }, value: ({ from }) => from },
  { heading: { pl: 'Na numer', en: 'To' }, value: ({ to }) => to },
  { heading: { pl: 'Sekundy', en: 'Seconds' }, value: ({ durationSeconds }) => durationSeconds },
];

const tokenOf = (authorization: string | undefined): string =>
  /^Bearer ([\w-]{20,100})$/.exec(authorization ?? '')?.[1] ?? '';

/** Calls of mobile phones: told by the phones themselves, shown to supervisors, phones kept by administrators. */
@Controller()
export class GsmController {
  constructor(
    private readonly gsm: GsmMonitoring,
    private readonly store: GsmStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('gsm/self')
  @Public()
  @RequiresFeature('gsm-monitoring')
  @RouteSummary('The phone that this token belongs to (bearer token of a device)')
  @ZodResponse(gsmSelfSchema)
  async self(@Headers('authorization') authorization: string | undefined): Promise<GsmSelf> {
    const { id, name, number } = valueOr(await this.gsm.deviceOf(tokenOf(authorization)), gsmProblem);
    return { deviceId: id, name, number, serverTime: new Date(this.clock.now()).toISOString() };
  }

  @Post('gsm/calls')
  @HttpCode(200)
  @Public()
  @RequiresFeature('gsm-monitoring')
  @RouteSummary('A phone tells its calls (bearer token of a device); what was told before is known and stays once')
  @ZodResponse(gsmReceiptSchema)
  async tell(
    @Headers('authorization') authorization: string | undefined,
    @ZodBody(tellGsmCallsSchema) body: TellGsmCalls,
  ): Promise<GsmReceipt> {
    return valueOr(await this.gsm.tell(tokenOf(authorization), body, this.clock.now()), gsmProblem);
  }

  @Get('gsm-calls')
  @RequirePermission('gsm.calls')
  @RequiresFeature('gsm-monitoring')
  @RouteSummary('Calls of mobile phones of those whom one supervises', ['text/csv'])
  @ZodResponse(pageSchema(gsmCallSchema))
  async calls(
    @CurrentUser() user: Principal,
    @ZodQuery(gsmCallListQuerySchema) query: GsmCallListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const load = (page: GsmCallListQuery) => this.store.calls(page, user);
    return listResponse(query, csv, { name: 'gsm-calls', columns: CALLS_CSV, load });
  }

  @Get('gsm-devices')
  @RequirePermission('gsm.manage')
  @RequiresFeature('gsm-monitoring')
  @RouteSummary('Mobile phones', ['text/csv'])
  @ZodResponse(pageSchema(gsmDeviceSchema))
  async devices(@ZodQuery(gsmDeviceListQuerySchema) query: DeviceQuery, @WantsCsv() csv: CsvRequest | null) {
    const load = (page: DeviceQuery) => this.store.devices(page);
    return listResponse(query, csv, { name: 'gsm-devices', columns: DEVICES_CSV, load });
  }

  @Post('gsm-devices')
  @RequirePermission('gsm.manage')
  @RequiresFeature('gsm-monitoring')
  @RouteSummary('A further phone; its token is shown this once')
  @ZodResponse(addedGsmDeviceSchema, 201)
  async add(@ZodBody(addGsmDeviceSchema) body: AddGsmDevice, @RequestCause() cause: Cause): Promise<AddedGsmDevice> {
    return valueOr(await this.gsm.add(body, { ...cause, at: this.clock.now() }), gsmProblem);
  }

  @Post('gsm-devices/:id/revoke')
  @HttpCode(204)
  @RequirePermission('gsm.manage')
  @RequiresFeature('gsm-monitoring')
  @RouteSummary('The token is refused from now on; what was told stays')
  async revoke(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.gsm.revoke(id, { ...cause, at: this.clock.now() }), gsmProblem);
  }
}

function gsmProblem({ code }: GsmRefusal): ProblemException {
  switch (code) {
    case 'device-unknown':
      return new ProblemException(401, code);
    case 'gsm-device-not-found':
      return new ProblemException(404, code);
    case 'gsm-licences-used':
      return new ProblemException(409, code);
    case 'user-not-found':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'userId', rule: 'exists', message: 'No such user' }],
      });
    case 'number-not-valid':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'number', rule: 'phone-number', message: 'Not a telephone number' }],
      });
  }
}
