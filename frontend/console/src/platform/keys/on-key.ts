import { Directive, effect, ElementRef, inject, input } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import { Keys } from './keys';

/**
 * Puts a button on a key: `<button appOnKey="H" [keyLabel]="t('call.hold')">`. The key presses the button, so what is disabled
 * stays so; the tooltip and `aria-keyshortcuts` say which key it is. A field gets the focus instead.
 */
@Directive({
  selector: '[appOnKey]',
  hostDirectives: [MatTooltip],
  host: { '[attr.aria-keyshortcuts]': '"Alt+" + appOnKey()' },
})
export class OnKey {
  readonly appOnKey = input.required<string>();
  readonly keyLabel = input.required<string>();

  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const keys = inject(Keys);
    const tooltip = inject(MatTooltip);
    const isField = ['INPUT', 'TEXTAREA'].includes(element.tagName);
    effect((onCleanup) => {
      const key = this.appOnKey();
      tooltip.message = `${this.keyLabel()} (Alt+${key})`;
      onCleanup(
        keys.bind({
          key,
          label: this.keyLabel,
          enabled: () =>
            element.isConnected && !(element as HTMLButtonElement).disabled && element.offsetParent !== null,
          run: () => (isField ? element.focus() : element.click()),
        }),
      );
    });
  }
}
