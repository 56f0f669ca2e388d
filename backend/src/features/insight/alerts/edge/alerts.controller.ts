import { Controller, Get, Inject, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  alertDeliverySchema,
  alertListQuerySchema,
  alertSchema,
  pageSchema,
  type Alert,
  type AlertDelivery,
  type AlertListQuery,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import {
  byId,
  CurrentUser,
  foundOr404,
  listResponse,
  ProblemException,
  RequestCause,
  RequirePermission,
  RouteSummary,
  valueOr,
  WantsCsv,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type ById,
  type Cause,
  type CsvColumn,
  type CsvRequest,
  type Principal,
} from '../../../../platform/http';
import { AlertStore } from '../data/alert.store';
import { DeliveryStore } from '../data/delivery.store';
import type { AlertRefusal } from '../domain/alert';
import { AlertRules } from '../use-cases/alert-rules';

const CSV: readonly CsvColumn<Alert>[] = [
  { heading: { pl: 'Czas', en: 'Fired' }, value: ({ firedAt }) => firedAt },
  { heading: { pl: 'Reguła', en: 'Rule' }, value: ({ rule }) => rule.name },
  { heading: { pl: 'Dotyczy', en: 'About' }, value: ({ subject }) => subject?.name },
  { heading: { pl: 'Waga', en: 'Severity' }, value: ({ severity }) => severity },
  { heading: { pl: 'Wartość', en: 'Value' }, value: ({ value }) => value },
  { heading: { pl: 'Minęło', en: 'Cleared' }, value: ({ clearedAt }) => clearedAt },
  { heading: { pl: 'Potwierdzono', en: 'Acknowledged' }, value: ({ acknowledged }) => acknowledged?.at },
  { heading: { pl: 'Potwierdził', en: 'By' }, value: ({ acknowledged }) => acknowledged?.by.name },
];

/** What fired, open and past. */
@Controller('alerts')
export class AlertsController {
  constructor(
    private readonly alertRules: AlertRules,
    private readonly store: AlertStore,
    private readonly deliveries: DeliveryStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('alerts.view')
  @RouteSummary('Alerts, newest first: those of own rules and those that told the caller', ['text/csv'])
  @ZodResponse(pageSchema(alertSchema))
  list(
    @CurrentUser() user: Principal,
    @ZodQuery(alertListQuerySchema) query: AlertListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    return listResponse(query, csv, {
      name: 'alerts',
      columns: CSV,
      load: (page: AlertListQuery) => this.store.page(page, user),
    });
  }

  @Get(':id/deliveries')
  @RequirePermission('alerts.view')
  @RouteSummary('How telling by mail and webhook went')
  @ZodResponse(z.array(alertDeliverySchema))
  async told(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<AlertDelivery[]> {
    foundOr404(await this.store.find(this.database.read, id, user), 'alert-not-found');
    return this.deliveries.ofAlert(id);
  }

  @Post(':id/acknowledge')
  @RequirePermission('alerts.view')
  @RouteSummary('Somebody takes care of it: nobody further is told')
  @ZodResponse(alertSchema, 201)
  async acknowledge(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<Alert> {
    return valueOr(
      await this.alertRules.acknowledge(id, user, { ...cause, at: this.clock.now() }),
      ({ code }: AlertRefusal) => {
        switch (code) {
          case 'alert-not-found':
            return new ProblemException(404, code);
          case 'alert-acknowledged-already':
            return new ProblemException(409, code);
        }
      },
    );
  }
}
