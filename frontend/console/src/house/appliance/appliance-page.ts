import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatTooltipModule } from '@angular/material/tooltip';
import { TranslocoDirective } from '@jsverse/transloco';
import { APPLIANCE_FINDINGS, type ApplianceFinding, type ApplianceState, type DoctorReport } from '#contracts';
import { EmptyState, ErrorState, PageHeader, Skeleton, StatusChip, type Tone } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { Language } from '../../platform/language/language';
import { ClockTimePipe, InstantPipe } from '../../platform/time/format-pipes';
import { bytesText } from '../../platform/time/formats';

const TONES: Readonly<Record<ApplianceFinding['severity'], Tone>> = {
  critical: 'bad',
  warning: 'warn',
  notice: 'quiet',
};
const PROFILES = ['mini', 'medium', 'max'];

/** What the machine under the platform says of itself, and what mends it; nothing is changed from here. */
@Component({
  selector: 'app-appliance-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    MatTooltipModule,
    TranslocoDirective,
    EmptyState,
    ErrorState,
    PageHeader,
    Skeleton,
    StatusChip,
    ClockTimePipe,
    InstantPipe,
  ],
  templateUrl: './appliance-page.html',
  styleUrl: './appliance-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AppliancePage {
  private readonly api = inject(Api);
  private readonly problems = inject(ProblemText);
  private readonly language = inject(Language);
  protected readonly tones = TONES;
  protected readonly loaded = resource({ loader: () => this.api.get<ApplianceState>('/system/appliance') });
  protected readonly state = computed(() => (this.loaded.hasValue() ? this.loaded.value() : null));
  protected readonly problem = computed(() => this.problems.of(this.loaded.error()));
  protected readonly silent = computed(() => {
    const state = this.state();
    return state !== null && !state.doctor && !state.tunnels && !state.backup;
  });

  /** A machine of another release may find what has no words here: its code is said then. */
  protected titleKey({ code }: ApplianceFinding): string | null {
    return (APPLIANCE_FINDINGS as readonly string[]).includes(code) ? `appliance.problems.${code}` : null;
  }

  protected profileKey({ profile }: DoctorReport): string | null {
    return profile !== null && PROFILES.includes(profile) ? `appliance.profiles.${profile}` : null;
  }

  protected diskKey(disk: NonNullable<DoctorReport['disk']>): string {
    if (!disk.encrypted) return 'appliance.plain';
    if (!disk.finished) return 'appliance.encrypting';
    return disk.keys < 2 ? 'appliance.oneKey' : 'appliance.encrypted';
  }

  protected diskTone(disk: NonNullable<DoctorReport['disk']>): Tone {
    if (!disk.encrypted || !disk.finished) return 'bad';
    return disk.keys < 2 ? 'warn' : 'ok';
  }

  protected bytes(count: number): string {
    return bytesText(count, this.language.locale);
  }
}
