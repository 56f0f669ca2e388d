import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import type { FormControl } from '@angular/forms';
import { MatButtonToggleModule } from '@angular/material/button-toggle';
import { TranslocoDirective } from '@jsverse/transloco';
import { PERMISSIONS, type Permission, type Role } from '#contracts';
import { Language } from '../../platform/language/language';

type Choice = 'grant' | 'role' | 'deny';

interface Row {
  readonly name: Permission;
  readonly label: string;
  readonly roles: readonly Role[];
}

/** Every permission, and what the set does with it: gives, leaves to the role, takes away. */
@Component({
  selector: 'app-permission-matrix',
  imports: [MatButtonToggleModule, TranslocoDirective],
  template: `
    <div class="frame" *transloco="let t">
      <table>
        <thead>
          <tr>
            <th scope="col">{{ t('permissionSets.permission') }}</th>
            <th scope="col" class="roles">{{ t('permissionSets.byRole') }}</th>
            <th scope="col">{{ t('permissionSets.inSet') }}</th>
          </tr>
        </thead>
        <tbody>
          @for (row of rows(); track row.name) {
            <tr>
              <th scope="row">
                {{ row.label }}<code class="muted">{{ row.name }}</code>
              </th>
              <td class="roles muted">
                @for (role of row.roles; track role; let last = $last) {
                  {{ t('roles.' + role) }}{{ last ? '' : ', ' }}
                }
              </td>
              <td>
                <mat-button-toggle-group
                  [value]="choiceOf(row.name)"
                  (change)="choose(row.name, $event.value)"
                  [attr.aria-label]="row.label"
                  hideSingleSelectionIndicator
                >
                  @for (choice of choices; track choice) {
                    <mat-button-toggle [value]="choice" [class]="choice">{{
                      t('permissionSets.choices.' + choice)
                    }}</mat-button-toggle>
                  }
                </mat-button-toggle-group>
              </td>
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styleUrl: './permission-matrix.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PermissionMatrix {
  /** The server's table: which permissions there are. */
  readonly permissions = input.required<readonly Permission[]>();
  readonly grants = input.required<FormControl<Permission[]>>();
  readonly denies = input.required<FormControl<Permission[]>>();
  private readonly language = inject(Language);
  private readonly edition = signal(0);
  protected readonly choices: readonly Choice[] = ['grant', 'role', 'deny'];

  protected readonly rows = computed(() =>
    this.permissions().map((name): Row => ({
      name,
      label: PERMISSIONS[name]?.[this.language.current()] ?? name,
      roles: PERMISSIONS[name]?.roles ?? [],
    })),
  );

  constructor() {
    effect((onCleanup) => {
      const following = [this.grants(), this.denies()].map((control) =>
        control.valueChanges.subscribe(() => untracked(() => this.edition.update((count) => count + 1))),
      );
      onCleanup(() => following.forEach((each) => each.unsubscribe()));
    });
  }

  protected choiceOf(name: Permission): Choice {
    this.edition();
    if (this.grants().value.includes(name)) return 'grant';
    return this.denies().value.includes(name) ? 'deny' : 'role';
  }

  protected choose(name: Permission, choice: Choice): void {
    this.put(this.grants(), name, choice === 'grant');
    this.put(this.denies(), name, choice === 'deny');
  }

  private put(control: FormControl<Permission[]>, name: Permission, inside: boolean): void {
    const others = control.value.filter((each) => each !== name);
    control.setValue(inside ? [...others, name] : others);
    control.markAsDirty();
  }
}
