import { CdkDrag, CdkDragHandle, CdkDropList, moveItemInArray, type CdkDragDrop } from '@angular/cdk/drag-drop';
import { ChangeDetectionStrategy, Component, computed, effect, input, signal, untracked } from '@angular/core';
import type { FormControl } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Option } from './select-field';

/** Some out of many, in an order: dragged with the mouse, moved with buttons by keyboard. */
@Component({
  selector: 'ui-ordered-picker',
  imports: [CdkDrag, CdkDragHandle, CdkDropList, MatButtonModule, MatIconModule, TranslocoDirective],
  templateUrl: './ordered-picker.html',
  styleUrl: './ordered-picker.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OrderedPicker {
  readonly control = input.required<FormControl<string[]>>();
  readonly label = input.required<string>();
  readonly options = input.required<readonly Option<string>[]>();
  readonly emptyText = input('');

  private readonly ids = signal<readonly string[]>([]);
  private readonly labels = computed(() => new Map(this.options().map(({ value, label }) => [value, label])));
  protected readonly chosen = computed(() => this.ids().map((id) => ({ id, label: this.labels().get(id) ?? '…' })));
  protected readonly others = computed(() => this.options().filter(({ value }) => !this.ids().includes(value)));

  constructor() {
    effect((onCleanup) => {
      const control = this.control();
      untracked(() => this.ids.set(control.value));
      const following = control.valueChanges.subscribe((ids) => this.ids.set(ids));
      onCleanup(() => following.unsubscribe());
    });
  }

  protected add(id: string): void {
    if (id) this.change([...this.ids(), id]);
  }

  protected remove(id: string): void {
    this.change(this.ids().filter((each) => each !== id));
  }

  protected dropped({ previousIndex, currentIndex }: CdkDragDrop<unknown>): void {
    this.move(previousIndex, currentIndex);
  }

  protected move(from: number, to: number): void {
    const ids = [...this.ids()];
    moveItemInArray(ids, from, to);
    this.change(ids);
  }

  private change(ids: string[]): void {
    this.control().setValue(ids);
    this.control().markAsDirty();
  }
}
