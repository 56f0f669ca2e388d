import { ChangeDetectionStrategy, Component, DestroyRef, effect, inject, input, signal } from '@angular/core';
import { Api } from '../../platform/http/api';

/** A picture of a script, fetched with the token. */
@Component({
  selector: 'app-script-picture',
  template: `
    @if (url()) {
      <img [src]="url()" [alt]="alt()" />
    }
  `,
  styles: `
    img {
      display: block;
      max-width: 100%;
      max-height: 320px;
      margin-bottom: 8px;
      border-radius: 8px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScriptPicture {
  readonly pictureId = input.required<string>();
  readonly alt = input('');
  private readonly api = inject(Api);
  protected readonly url = signal<string | null>(null);

  constructor() {
    effect(() => void this.load(this.pictureId()));
    inject(DestroyRef).onDestroy(() => this.release());
  }

  private async load(id: string): Promise<void> {
    // A picture that cannot be had leaves its place empty: the text around it is what the conversation needs.
    const blob = await this.api.blob(`/script-pictures/${id}`).catch(() => null);
    if (!blob || id !== this.pictureId()) return;
    this.release();
    this.url.set(URL.createObjectURL(blob));
  }

  private release(): void {
    const url = this.url();
    if (url) URL.revokeObjectURL(url);
  }
}
