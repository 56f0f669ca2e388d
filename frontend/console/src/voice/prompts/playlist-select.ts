import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { FormControl } from '@angular/forms';
import { TranslocoService } from '@jsverse/transloco';
import { SelectField, type Option } from '../../../../ui';
import { names, type Named } from '../../platform/forms/names';
import { Session } from '../../platform/identity/session';

/** Which playlist is heard; null is the music of the switch. */
@Component({
  selector: 'app-playlist-select',
  imports: [SelectField],
  template: `<ui-select-field [control]="control()" [label]="label()" [hint]="hint()" [options]="options()" />`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlaylistSelect {
  readonly control = input.required<FormControl<string | null>>();
  readonly label = input.required<string>();
  readonly hint = input<string>();
  private readonly transloco = inject(TranslocoService);
  private readonly playlists = names<Named>(
    '/playlists/names',
    ({ name }) => name,
    inject(Session).may('prompts.view'),
  );
  protected readonly options = computed((): Option<string | null>[] => [
    { value: null, label: this.transloco.translate('playlists.switchMusic') },
    ...this.playlists.options(),
  ]);
}
