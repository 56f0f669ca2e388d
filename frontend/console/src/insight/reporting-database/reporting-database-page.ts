import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { MatTooltipModule } from '@angular/material/tooltip';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { ReportingDatabase, ReportingPassword, ReportingUser } from '#contracts';
import { ask, Cell, ErrorState, PageHeader, Skeleton, StatusChip, type ListColumn, type Tone } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { Language } from '../../platform/language/language';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe } from '../../platform/time/format-pipes';
import { bytesText } from '../../platform/time/formats';
import { ReportingUserDialog } from './reporting-user-dialog';

/** The copy follows within seconds; past this somebody should look. */
const LATE_SECONDS = 60;

/** The database that customers query with SQL: how it stands, and who may ask it. */
@Component({
  selector: 'app-reporting-database-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    MatTooltipModule,
    TranslocoDirective,
    Cell,
    ErrorState,
    PageHeader,
    Skeleton,
    SourceList,
    StatusChip,
    InstantPipe,
  ],
  templateUrl: './reporting-database-page.html',
  styleUrl: './reporting-database-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReportingDatabasePage {
  private readonly api = inject(Api);
  private readonly dialog = inject(MatDialog);
  private readonly toasts = inject(Toasts);
  private readonly problems = inject(ProblemText);
  private readonly language = inject(Language);
  private readonly transloco = inject(TranslocoService);
  protected readonly loaded = resource({ loader: () => this.api.get<ReportingDatabase>('/reporting-database') });
  protected readonly database = computed(() => (this.loaded.hasValue() ? this.loaded.value() : null));
  protected readonly problem = computed(() => this.problems.of(this.loaded.error()));
  protected readonly source = listSource<ReportingUser>({ path: '/reporting-database/users', sort: 'login' });
  protected readonly columns: readonly ListColumn<ReportingUser>[] = [
    { key: 'login', label: 'reportingDatabase.login', sort: 'login', text: ({ role }) => role },
    { key: 'purpose', label: 'reportingDatabase.purpose', text: ({ purpose }) => purpose },
    { key: 'passwordAt', label: 'reportingDatabase.passwordAt', minor: true },
    { key: 'actions', label: '' },
  ];

  protected bytes(count: number): string {
    return bytesText(count, this.language.locale);
  }

  protected tone({ state, lagSeconds }: ReportingDatabase): Tone {
    if (!state || state.position === null) return 'quiet';
    if (state.lastError) return 'bad';
    return (lagSeconds ?? 0) > LATE_SECONDS ? 'warn' : 'ok';
  }

  /** Words for how far it is behind. */
  protected standing({ state, lagSeconds }: ReportingDatabase): string {
    if (!state || state.position === null) return 'reportingDatabase.absent';
    if (state.lastError) return 'reportingDatabase.failing';
    return (lagSeconds ?? 0) > LATE_SECONDS ? 'reportingDatabase.late' : 'reportingDatabase.current';
  }

  protected refresh(): void {
    this.loaded.reload();
    void this.source.load();
  }

  protected add(): void {
    this.open(null);
  }

  protected async renew({ id, role }: ReportingUser): Promise<void> {
    if (!(await this.sure(role, 'renewAsk', 'renew'))) return;
    try {
      this.open(await this.api.post<ReportingPassword>(`/reporting-database/users/${id}/password`));
    } catch (error) {
      this.toasts.problem(error);
    }
  }

  protected async remove({ id, role }: ReportingUser): Promise<void> {
    if (!(await this.sure(role, 'removeAsk', 'remove'))) return;
    await this.toasts.try(() => this.api.delete(`/reporting-database/users/${id}`), 'ui.deleted');
    await this.source.load();
  }

  protected async rebuild(): Promise<void> {
    if (!(await this.sure(this.transloco.translate('reportingDatabase.rebuild'), 'rebuildAsk', 'rebuild'))) return;
    await this.toasts.try(() => this.api.post('/reporting-database/rebuild'), 'reportingDatabase.rebuildOrdered');
  }

  private open(data: ReportingPassword | null): void {
    this.dialog
      .open(ReportingUserDialog, { width: '480px', disableClose: true, data })
      .afterClosed()
      .subscribe(() => void this.source.load());
  }

  private async sure(title: string, text: string, yes: string): Promise<boolean> {
    const t = (key: string): string => this.transloco.translate(key);
    const answer = await ask<'yes' | 'no'>(this.dialog, {
      title,
      text: t(`reportingDatabase.${text}`),
      choices: [
        { answer: 'no', label: t('ui.cancel') },
        { answer: 'yes', label: t(`reportingDatabase.${yes}`), danger: true },
      ],
    });
    return answer === 'yes';
  }
}
