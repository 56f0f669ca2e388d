import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CallAction, DeskCall } from '#contracts';
import { OnKey } from '../../platform/keys/on-key';
import { actionIcon } from '../calls/call-look';
import { Desk } from './desk';

/** One button for one action, or for two that undo each other; what the server does not offer now is grey. */
@Component({
  selector: 'app-call-action',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, OnKey],
  template: `
    <ng-container *transloco="let t">
      <button
        type="button"
        [class]="look()"
        [class.on]="isOn()"
        [disabled]="!enabled()"
        [attr.aria-pressed]="actions().length > 1 ? isOn() : null"
        [attr.data-action]="action()"
        [appOnKey]="key()"
        [keyLabel]="t('actions.' + action())"
        (click)="act()"
      >
        <mat-icon [svgIcon]="icon()" aria-hidden="true" />
        <span class="label">{{ t('actions.' + action()) }}</span>
        <kbd aria-hidden="true">{{ key() }}</kbd>
      </button>
    </ng-container>
  `,
  styleUrl: './call-action-button.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CallActionButton {
  readonly call = input.required<DeskCall>();
  /** The first is shown when neither is possible. */
  readonly actions = input.required<readonly CallAction[]>();
  readonly key = input.required<string>();
  readonly look = input<'tile' | 'accept' | 'danger' | 'wide'>('tile');
  private readonly desk = inject(Desk);

  protected readonly action = computed(
    () => this.actions().find((action) => this.call().actions.includes(action)) ?? (this.actions()[0] as CallAction),
  );
  protected readonly enabled = computed(
    () => this.call().actions.includes(this.action()) && !this.desk.isAsked(this.call(), this.action()),
  );
  protected readonly isOn = computed(() => this.actions().indexOf(this.action()) > 0);
  protected readonly icon = computed(() => actionIcon(this.action()));

  protected act(): void {
    void this.desk.act(this.call(), this.action());
  }
}
