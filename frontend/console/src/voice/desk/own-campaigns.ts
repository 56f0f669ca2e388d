import { ChangeDetectionStrategy, Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { FormControl, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { DeskRecord, OwnCampaign } from '#contracts';
import { StatusChip, TextField } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Toasts } from '../../platform/look/toasts';
import { phoneText } from '../../platform/time/formats';
import { Now } from '../../platform/time/now';
import { OwnAgent } from '../../work/agents/own-agent';
import { Phone } from '../phone/phone';
import { Desk } from './desk';

const LOOK_EVERY_MS = 10_000;

/** What I work in: the batch that I call through, the record that comes next, or that calls will come by themselves. */
@Component({
  selector: 'app-own-campaigns',
  imports: [MatButtonModule, MatIconModule, RouterLink, TranslocoDirective, StatusChip, TextField],
  templateUrl: './own-campaigns.html',
  styleUrl: './own-campaigns.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OwnCampaigns {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly agent = inject(OwnAgent).agent;
  private readonly phone = inject(Phone);
  private readonly desk = inject(Desk);
  private readonly now = inject(Now).now;
  protected readonly campaigns = signal<readonly OwnCampaign[]>([]);
  /** Those that have something for me, or may have. */
  protected readonly shown = computed(() =>
    this.campaigns().filter(({ state, joined, records }) => state === 'running' || joined || records.length > 0),
  );
  protected readonly skipping = signal<string | null>(null);
  protected readonly reason = new FormControl('', { nonNullable: true, validators: [Validators.required] });
  protected readonly phoneText = phoneText;
  protected readonly busy = computed(() => this.desk.current() !== null);

  constructor() {
    // My status changes when a campaign reserves me or lets me go: then there is something new.
    const changed = computed(() => this.agent()?.since ?? null);
    effect((onCleanup) => {
      changed();
      untracked(() => void this.load());
      const timer = setInterval(() => void this.load(), LOOK_EVERY_MS);
      onCleanup(() => clearInterval(timer));
    });
    effect(() => {
      if (this.liftsByItself() && this.phone.ringing()) this.phone.answer();
    });
  }

  /** Waiting for answered calls, or for a call that starts by itself now. */
  private readonly liftsByItself = computed(() =>
    this.campaigns().some(
      ({ kind, joined, startsAt }) =>
        joined && (kind === 'predictive' || (startsAt !== null && Date.parse(startsAt) <= this.now() + 1000)),
    ),
  );

  protected seconds(startsAt: string): number {
    return Math.max(0, Math.ceil((Date.parse(startsAt) - this.now()) / 1000));
  }

  protected name({ firstName, lastName, company }: DeskRecord): string {
    return `${firstName} ${lastName}`.trim() || company;
  }

  protected fields({ fields }: DeskRecord): readonly [string, string][] {
    return Object.entries(fields)
      .filter(([, value]) => value !== null && value !== '')
      .slice(0, 8)
      .map(([key, value]) => [key, String(value)]);
  }

  protected batch({ id }: OwnCampaign): Promise<void> {
    return this.do(() => this.api.post(`/own-campaigns/${id}/batch`));
  }

  protected call({ id }: OwnCampaign, { recordId }: DeskRecord): Promise<void> {
    // Our own phone rings first and is answered by itself.
    this.phone.answer();
    return this.do(() => this.api.post(`/own-campaigns/${id}/records/${recordId}/call`));
  }

  protected ask({ recordId }: DeskRecord): void {
    this.reason.reset();
    this.skipping.set(recordId);
  }

  protected async skip({ id }: OwnCampaign, { recordId }: DeskRecord): Promise<void> {
    this.reason.markAsTouched();
    if (this.reason.invalid) return;
    const reason = this.reason.value;
    await this.do(() => this.api.post(`/own-campaigns/${id}/records/${recordId}/skip`, { reason }));
    this.skipping.set(null);
  }

  private async do(what: () => Promise<unknown>): Promise<void> {
    await this.toasts.try(what);
    await this.load();
  }

  /** A look that fails is repeated by the next. */
  private async load(): Promise<void> {
    const campaigns = await this.api.get<readonly OwnCampaign[]>('/own-campaigns').catch(() => null);
    if (campaigns) this.campaigns.set(campaigns);
  }
}
