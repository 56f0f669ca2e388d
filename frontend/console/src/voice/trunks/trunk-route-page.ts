import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { RETRY_CAUSES, type RetryCause, type SaveTrunkRoute, type Trunk, type TrunkRoute } from '#contracts';
import { LinesField, OrderedPicker, SelectField, TextField, ToggleField, type Option } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { names, type Named } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';

const control = <Value>(value: Value, ...validators: (typeof Validators.required)[]) =>
  new FormControl<Value>(value, { nonNullable: true, validators });

@Component({
  selector: 'app-trunk-route-page',
  imports: [TranslocoDirective, LinesField, OrderedPicker, SelectField, TextField, ToggleField, EditorPage],
  templateUrl: './trunk-route-page.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TrunkRoutePage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  private readonly transloco = inject(TranslocoService);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly trunks = names<Trunk>('/trunks', ({ title }) => title);
  protected readonly maySeeCampaigns = inject(Session).may('campaigns.view');
  private readonly campaigns = names<Named>('/campaigns', ({ name }) => name, this.maySeeCampaigns);
  protected readonly campaignOptions = computed((): Option<string | null>[] => [
    { value: null, label: this.transloco.translate('trunkRoutes.everyCampaign') },
    ...this.campaigns.options(),
  ]);
  protected readonly form = new FormGroup({
    name: control('', Validators.required),
    position: control(100, Validators.required),
    prefixes: control<string[]>([]),
    campaignId: new FormControl<string | null>(null),
    trunkIds: control<string[]>([], Validators.required),
    retryOn: control<RetryCause[]>(['network-failure', 'congestion', 'unknown-trunk', 'failed']),
    limited: control(false),
    days: control<number[]>([1, 2, 3, 4, 5]),
    from: control('08:00'),
    to: control('18:00'),
    active: control(true),
  });

  readonly editor = editor<TrunkRoute>({
    form: this.form,
    load: async () => (this.isNew() ? null : this.api.get<TrunkRoute>(`/trunk-routes/${this.id()}`)),
    show: ({ hours, ...route }) =>
      this.form.reset({
        ...route,
        limited: hours !== null,
        ...(hours ?? { days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }),
      }),
    save: (version) => {
      const { limited, days, from, to, position, ...value } = this.form.getRawValue();
      const body: SaveTrunkRoute = {
        ...value,
        position: Number(position),
        hours: limited ? { days, from, to } : null,
        ...(version !== undefined && { version }),
      };
      return version === undefined
        ? this.api.post<TrunkRoute>('/trunk-routes', body)
        : this.api.put<TrunkRoute>(`/trunk-routes/${this.id()}`, body);
    },
    saved: (_route, isNew) => {
      if (isNew) void this.router.navigateByUrl('/trunk-routes');
    },
  });

  protected causes(): Option<string>[] {
    return this.vocabulary.options('retryCauses', RETRY_CAUSES);
  }

  protected weekdays(): Option<number>[] {
    return this.vocabulary.options('weekdays', [1, 2, 3, 4, 5, 6, 7]);
  }

  protected delete(): void {
    void this.deletion.of(`/trunk-routes/${this.id()}`, {
      name: this.editor.entity()?.name ?? '',
      form: this.form,
      back: '/trunk-routes',
    });
  }
}
