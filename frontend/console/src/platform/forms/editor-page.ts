import { ChangeDetectionStrategy, Component, ElementRef, inject, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { ErrorState, PageHeader, Skeleton } from '../../../../ui';
import { OnKey } from '../keys/on-key';
import type { Editor } from './editor';

const WRONG_FIELD = '.mat-form-field-invalid :is(input, textarea, mat-select)';

/** The frame of every form: title, the way back, an overview and fields (both projected), what is wrong, save, cancel, delete. */
@Component({
  selector: 'app-editor-page',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, ErrorState, PageHeader, Skeleton, OnKey],
  template: `
    <ng-container *transloco="let t">
      <ui-page-header [title]="title()" [back]="back()"><ng-content select="[actions]" /></ui-page-header>
      <ng-content select="[overview]" />
      @switch (editor().state()) {
        @case ('loading') {
          <div class="card"><ui-skeleton [rows]="8" /></div>
        }
        @case ('failed') {
          <div class="card"><ui-error-state [message]="editor().problem()" (retry)="editor().load()" /></div>
        }
        @case ('ready') {
          <form novalidate class="card" (submit)="$event.preventDefault(); save()">
            <div class="fields"><ng-content /></div>
            <footer>
              @if (editor().problem()) {
                <p class="problem" role="alert"><mat-icon svgIcon="error" />{{ editor().problem() }}</p>
              }
              @if (deletable() && editor().entity()) {
                <button matButton type="button" class="delete" (click)="deleted.emit()">
                  <mat-icon svgIcon="delete" />{{ t('ui.delete') }}
                </button>
              }
              <span class="spacer"></span>
              <button matButton type="button" (click)="leave()">{{ t('ui.cancel') }}</button>
              <button
                matButton="filled"
                type="submit"
                [disabled]="editor().saving() || readOnly()"
                appOnKey="S"
                [keyLabel]="saveLabel() || t('ui.save')"
              >
                {{ saveLabel() || t('ui.save') }}
              </button>
            </footer>
          </form>
        }
      }
    </ng-container>
  `,
  styleUrl: './editor-page.scss',
  host: { '(window:beforeunload)': 'warn($event)', '[class.wide]': 'wide()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EditorPage {
  readonly title = input.required<string>();
  readonly back = input.required<string>();
  readonly editor = input.required<Editor<{ readonly version: number }>>();
  readonly deletable = input(false);
  readonly readOnly = input(false);
  /** Takes the whole width: for designers that show what they make. */
  readonly wide = input(false);
  /** What saving does, where it is no saving. */
  readonly saveLabel = input('');
  readonly deleted = output();
  private readonly router = inject(Router);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  /** A field that is wrong may be far above the button: the first one is brought into view. */
  protected async save(): Promise<void> {
    if (await this.editor().save()) return;
    setTimeout(() => this.host.querySelector<HTMLElement>(WRONG_FIELD)?.focus());
  }

  protected leave(): void {
    void this.router.navigateByUrl(this.back());
  }

  protected warn(event: BeforeUnloadEvent): void {
    if (this.editor().dirty) event.preventDefault();
  }
}
