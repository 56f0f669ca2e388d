import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  resource,
  type ResourceRef,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { WhatIfRunDetail } from '#contracts';
import { ErrorState, PageHeader, Skeleton, StatusChip } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { Language } from '../../platform/language/language';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe } from '../../platform/time/format-pipes';
import { WhatIfChangesList } from './what-if-changes';
import { WhatIfResultView } from './what-if-result';
import { percentText, STATE_TONES } from './what-if-words';

/** How often a run under way is asked how far it is. */
const ASK_AGAIN_MS = 1000;

/** One run: how far it is, whether everything was decided as it was, and the figures before and after. */
@Component({
  selector: 'app-what-if-page',
  imports: [
    RouterLink,
    MatButtonModule,
    MatIconModule,
    MatProgressBarModule,
    TranslocoDirective,
    ErrorState,
    PageHeader,
    Skeleton,
    StatusChip,
    InstantPipe,
    WhatIfChangesList,
    WhatIfResultView,
  ],
  templateUrl: './what-if-page.html',
  styleUrl: './what-if-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WhatIfPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly problems = inject(ProblemText);
  private readonly language = inject(Language);
  protected readonly tones = STATE_TONES;
  protected readonly percent = percentText;
  protected readonly run: ResourceRef<WhatIfRunDetail | undefined> = resource({
    params: () => this.id(),
    loader: ({ params }) => this.api.get<WhatIfRunDetail>(`/what-if/runs/${params}`),
  });
  protected readonly found = computed(() => (this.run.hasValue() ? this.run.value() : null));
  protected readonly ongoing = computed(() => ['waiting', 'running'].includes(this.found()?.state ?? ''));
  protected readonly problem = computed(() => (this.run.error() ? this.problems.of(this.run.error()) : ''));
  /** In the sentences of the server. */
  protected readonly locale = computed(() => (this.language.locale.startsWith('pl') ? 'pl' : 'en'));

  constructor() {
    effect((onCleanup) => {
      if (!this.ongoing()) return;
      const timer = setInterval(() => this.run.reload(), ASK_AGAIN_MS);
      onCleanup(() => clearInterval(timer));
    });
  }

  protected async cancel(): Promise<void> {
    await this.toasts.try(() => this.api.post(`/what-if/runs/${this.id()}/cancel`));
    this.run.reload();
  }

  protected exportFigures(): void {
    void this.toasts.try(() => this.api.exportCsv(`/what-if/runs/${this.id()}/figures`));
  }

  protected async remove(name: string): Promise<void> {
    if (await this.deletion.asked(`/what-if/runs/${this.id()}`, name)) await this.router.navigateByUrl('/what-if');
  }
}
