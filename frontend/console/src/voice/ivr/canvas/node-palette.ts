import { ChangeDetectionStrategy, Component, computed, inject, output, signal } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { FlowNodeKind } from '#contracts';
import { OnKey } from '../../../platform/keys/on-key';
import { FlowSelection } from '../flow-selection';
import { FlowWords } from '../flow-words';
import { KIND_DRAGGED } from './flow-canvas';

const FAMILIES: readonly { readonly name: string; readonly kinds: readonly FlowNodeKind[] }[] = [
  { name: 'talk', kinds: ['announcement', 'menu', 'digits', 'language'] },
  { name: 'decide', kinds: ['hours', 'condition', 'record-lookup', 'data-dip', 'set-variable'] },
  { name: 'lead', kinds: ['queue', 'transfer', 'callback', 'voicemail', 'survey', 'sub-flow', 'return', 'hang-up'] },
];

/** Every kind of node: pressed, it comes behind the chosen node; dragged, where it is dropped. */
@Component({
  selector: 'app-node-palette',
  imports: [MatIconModule, TranslocoDirective, OnKey],
  template: `
    <ng-container *transloco="let t">
      <input
        #field
        type="search"
        appOnKey="N"
        [keyLabel]="t('ivr.insert')"
        [placeholder]="t('ivr.findKind')"
        [attr.aria-label]="t('ivr.findKind')"
        [value]="search()"
        (input)="search.set(field.value)"
        (keydown.enter)="insertFirst()"
        (keydown.escape)="search.set(''); field.value = ''"
      />
      @for (family of families(); track family.name) {
        <h3>{{ t('ivr.families.' + family.name) }}</h3>
        @for (kind of family.kinds; track kind) {
          <button
            type="button"
            draggable="true"
            [disabled]="words.unavailable().has(kind)"
            [title]="words.unavailable().has(kind) ? t('ivr.kindUnavailable') : t('ivr.kindHints.' + kind)"
            [attr.data-kind]="kind"
            (click)="insert(kind)"
            (dragstart)="take($event, kind)"
          >
            <span class="badge" [attr.data-kind]="kind"
              ><mat-icon [svgIcon]="'node-' + kind" aria-hidden="true"
            /></span>
            {{ words.kind(kind) }}
          </button>
        }
      }
    </ng-container>
  `,
  styleUrl: './node-palette.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NodePalette {
  readonly inserted = output<string>();
  protected readonly words = inject(FlowWords);
  private readonly selection = inject(FlowSelection);
  protected readonly search = signal('');
  protected readonly families = computed(() => {
    const wanted = this.search().trim().toLowerCase();
    return FAMILIES.map(({ name, kinds }) => ({
      name,
      kinds: kinds.filter((kind) => this.words.kind(kind).toLowerCase().includes(wanted)),
    })).filter(({ kinds }) => kinds.length > 0);
  });

  protected insert(kind: FlowNodeKind): void {
    this.search.set('');
    this.inserted.emit(this.selection.insert(kind));
  }

  /** Type, Enter: the node is there. */
  protected insertFirst(): void {
    const kind = this.families()
      .flatMap(({ kinds }) => kinds)
      .find((each) => !this.words.unavailable().has(each));
    if (kind) this.insert(kind);
  }

  protected take(event: DragEvent, kind: FlowNodeKind): void {
    event.dataTransfer?.setData(KIND_DRAGGED, kind);
  }
}
