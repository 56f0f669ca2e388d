import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatTabsModule } from '@angular/material/tabs';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Feature, Order, Usage } from '#contracts';
import { SelectField, TextField, type Option } from '../../../../ui';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Language } from '../../platform/language/language';
import { Vocabulary } from '../../platform/language/vocabulary';
import { FeaturesPanel } from './features-panel';
import { addOnRow, hardStopRow, orderForm, orderOf, rateRow, showOrder } from './order-form';
import { UsagePanel } from './usage-panel';

const PACKAGES: readonly Order['package'][] = ['uc', 'standard', 'pro', 'enterprise'];
const SLA_LEVELS: readonly Order['slaLevel'][] = ['standard', 'progres', 'progres-plus', 'premium'];

/** What was ordered, what it includes, and how much of it is used. */
@Component({
  selector: 'app-order-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    MatTabsModule,
    TranslocoDirective,
    SelectField,
    TextField,
    EditorPage,
    FeaturesPanel,
    UsagePanel,
  ],
  templateUrl: './order-page.html',
  styleUrl: './order-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OrderPage {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly mayManage = inject(Session).may('order.manage');
  protected readonly form = orderForm();
  protected readonly usage = resource({ loader: () => this.api.get<Usage[]>('/usage') });
  protected readonly features = resource({ loader: () => this.api.get<Feature[]>('/features') });

  protected readonly packages = () => this.vocabulary.options('order.packages', PACKAGES);
  protected readonly slaLevels = () => this.vocabulary.options('order.slaLevels', SLA_LEVELS);
  private readonly polish = computed(() => this.language.current() === 'pl');
  protected readonly meterOptions = computed((): Option<string>[] =>
    (this.usage.hasValue() ? this.usage.value() : []).map(({ meterId, namePl, nameEn }) => ({
      value: meterId,
      label: this.polish() ? namePl : nameEn,
    })),
  );
  protected readonly featureOptions = computed((): Option<string>[] =>
    (this.features.hasValue() ? this.features.value() : [])
      .filter(({ sold, quantity }) => sold || quantity > 0)
      .map(({ id, namePl, nameEn }) => ({ value: id, label: this.polish() ? namePl : nameEn })),
  );

  readonly editor = editor<Order>({
    form: this.form,
    load: () => this.api.get<Order>('/order'),
    show: (order) => {
      showOrder(this.form, order);
      if (!this.mayManage) this.form.disable();
    },
    save: (version) => this.api.put<Order>('/order', orderOf(this.form, version ?? 0)),
    saved: () => {
      this.usage.reload();
      this.features.reload();
    },
  });

  protected add(list: 'addOns' | 'rates' | 'hardStops'): void {
    const { addOns, rates, hardStops } = this.form.controls;
    if (list === 'addOns') addOns.push(addOnRow());
    if (list === 'rates') rates.push(rateRow());
    if (list === 'hardStops') hardStops.push(hardStopRow());
    this.form.markAsDirty();
  }

  protected remove(list: 'addOns' | 'rates' | 'hardStops', index: number): void {
    this.form.controls[list].removeAt(index);
    this.form.markAsDirty();
  }
}
