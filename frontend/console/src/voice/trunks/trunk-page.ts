import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { CALLER_ID_RULES, TRUNK_CODECS, TRUNK_SUPPLIERS, type SaveTrunk, type Trunk } from '#contracts';
import { LinesField, SelectField, TextField, ToggleField, type Option } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';
import { Vocabulary } from '../../platform/language/vocabulary';
import { TrunkState } from './trunk-state';

const control = <Value>(value: Value, ...validators: (typeof Validators.required)[]) =>
  new FormControl<Value>(value, { nonNullable: true, validators });

@Component({
  selector: 'app-trunk-page',
  imports: [TranslocoDirective, LinesField, SelectField, TextField, ToggleField, EditorPage, TrunkState],
  templateUrl: './trunk-page.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TrunkPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  protected readonly words = inject(Vocabulary).options;
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly suppliers = TRUNK_SUPPLIERS;
  protected readonly authentications = ['registration', 'address'];
  protected readonly rules = CALLER_ID_RULES;
  protected readonly codecs: readonly Option<string>[] = TRUNK_CODECS.map((value) => ({ value, label: value }));
  protected readonly transports: readonly Option<string>[] = ['udp', 'tcp', 'tls'].map((value) => ({
    value,
    label: value.toUpperCase(),
  }));
  protected readonly form = new FormGroup({
    name: control('', Validators.required),
    title: control('', Validators.required),
    supplier: control<Trunk['supplier']>('provider'),
    host: control('', Validators.required),
    port: new FormControl<number | null>(null),
    transport: control<Trunk['transport']>('udp'),
    authentication: control<Trunk['authentication']>('address'),
    username: control(''),
    password: control(''),
    addresses: control<string[]>([]),
    pings: control(true),
    codecs: control<Trunk['codecs']>(['PCMA', 'PCMU']),
    channels: control(30, Validators.required),
    callerIdRule: control<Trunk['callerIdRule']>('own'),
    callerIdNumber: control(''),
    numberPrefixes: control<string[]>([]),
    active: control(true),
  });

  readonly editor = editor<Trunk>({
    form: this.form,
    load: async () => (this.isNew() ? null : this.api.get<Trunk>(`/trunks/${this.id()}`)),
    show: (trunk) => this.form.reset({ ...trunk, callerIdNumber: trunk.callerIdNumber ?? '', password: '' }),
    save: (version) => {
      const { password, port, channels, callerIdNumber, ...value } = this.form.getRawValue();
      const body: SaveTrunk = {
        ...value,
        port: Number(port) > 0 ? Number(port) : null,
        channels: Number(channels),
        callerIdNumber: callerIdNumber.replace(/\s/g, '') || null,
        ...(password !== '' && { password }),
        ...(version !== undefined && { version }),
      };
      return version === undefined
        ? this.api.post<Trunk>('/trunks', body)
        : this.api.put<Trunk>(`/trunks/${this.id()}`, body);
    },
    saved: (_trunk, isNew) => {
      if (isNew) void this.router.navigateByUrl('/trunks');
    },
  });

  protected delete(): void {
    void this.deletion.of(`/trunks/${this.id()}`, {
      name: this.editor.entity()?.title ?? '',
      form: this.form,
      back: '/trunks',
    });
  }
}
