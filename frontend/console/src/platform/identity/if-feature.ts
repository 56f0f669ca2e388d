import { Directive, effect, inject, input, TemplateRef, ViewContainerRef } from '@angular/core';
import { Session } from './session';

/**
 * Shows its content when the order includes the function: `<section *appFeature="'listen-whisper'">`, or something else instead:
 * `*appFeature="'listen-whisper'; else notOrdered"`. The server refuses what is hidden here all the same.
 */
@Directive({ selector: '[appFeature]' })
export class IfFeature {
  /** Id of features.tsv. */
  readonly appFeature = input.required<string>();
  readonly appFeatureElse = input<TemplateRef<unknown> | null>(null);

  constructor() {
    const session = inject(Session);
    const content = inject<TemplateRef<unknown>>(TemplateRef);
    const place = inject(ViewContainerRef);
    effect(() => {
      const shown = session.has(this.appFeature()) ? content : this.appFeatureElse();
      place.clear();
      if (shown) place.createEmbeddedView(shown);
    });
  }
}
