import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import { DomSanitizer } from '@angular/platform-browser';
import { TranslocoDirective } from '@jsverse/transloco';
import type { BiReport } from '#contracts';
import { EmptyState, ErrorState, PageHeader, Skeleton } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';

/** One report, as its own system shows it. */
@Component({
  selector: 'app-bi-report-page',
  imports: [TranslocoDirective, EmptyState, ErrorState, PageHeader, Skeleton],
  host: { '(document:securitypolicyviolation)': 'refused($event)' },
  template: `
    <ng-container *transloco="let t">
      <ui-page-header [title]="report()?.name ?? ''" back="/bi-reports" />
      @if (loaded.error()) {
        <ui-error-state [message]="problem()" (retry)="loaded.reload()" />
      } @else if (blocked()) {
        <ui-empty-state [title]="t('biReports.blocked')" [hint]="t('biReports.blockedHint')" />
      } @else if (address(); as src) {
        <iframe
          class="card"
          [src]="src"
          [title]="report()?.name ?? ''"
          sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads"
          referrerpolicy="strict-origin"
          allowfullscreen
        ></iframe>
      } @else {
        <ui-skeleton [rows]="8" />
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      gap: 16px;
      min-height: calc(100dvh - 120px);
    }
    iframe {
      flex: 1;
      width: 100%;
      min-height: 420px;
      padding: 0;
      border: 1px solid var(--cc-line);
      background: #fff;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BiReportPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly problems = inject(ProblemText);
  private readonly sanitizer = inject(DomSanitizer);
  /** The policy of this page was loaded before the report's host was allowed. */
  protected readonly blocked = signal(false);
  protected readonly loaded = resource({
    params: () => this.id(),
    loader: ({ params }) => this.api.get<BiReport>(`/bi-reports/${params}`),
  });
  protected readonly report = computed(() => (this.loaded.hasValue() ? this.loaded.value() : null));
  protected readonly problem = computed(() => this.problems.of(this.loaded.error()));
  protected readonly address = computed(() => {
    const url = this.report()?.url;
    // The server takes https alone, and the page's policy no other hosts than those of reports.
    return url?.startsWith('https://') ? this.sanitizer.bypassSecurityTrustResourceUrl(url) : null;
  });

  protected refused({ effectiveDirective }: SecurityPolicyViolationEvent): void {
    if (effectiveDirective === 'frame-src') this.blocked.set(true);
  }
}
