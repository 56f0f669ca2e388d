import { inject, Injectable, resource } from '@angular/core';
import type { ContactField } from '#contracts';
import { Api } from '../../platform/http/api';

/** The fields that administrators defined and this person may see; read once, again when somebody saved one. */
@Injectable({ providedIn: 'root' })
export class FieldDefinitions {
  private readonly api = inject(Api);
  private readonly all = resource({ loader: () => this.api.all<ContactField>('/contact-fields') });

  /** Of contacts (null) or of a campaign's records, in their order. */
  of(campaignId: string | null = null): readonly ContactField[] {
    const known = this.all.hasValue() ? this.all.value() : [];
    return known.filter((field) => field.active && field.campaignId === campaignId);
  }

  reload(): void {
    this.all.reload();
  }
}
