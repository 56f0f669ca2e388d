import { inject, Pipe, type PipeTransform } from '@angular/core';
import { Language } from '../language/language';
import { clockText, phoneText } from './formats';

@Pipe({ name: 'phone' })
export class PhonePipe implements PipeTransform {
  transform(number: string | null): string {
    return phoneText(number);
  }
}

@Pipe({ name: 'clockTime' })
export class ClockTimePipe implements PipeTransform {
  transform(seconds: number): string {
    return clockText(seconds);
  }
}

const STYLES = {
  time: { hour: '2-digit', minute: '2-digit' },
  seconds: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  both: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  exact: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** An instant in the words of the screen's language; impure, because the language changes at run time. */
@Pipe({ name: 'instant', pure: false })
export class InstantPipe implements PipeTransform {
  private readonly language = inject(Language);

  transform(instant: string | null | undefined, style: keyof typeof STYLES = 'both'): string {
    if (!instant) return '';
    const zone = this.language.timeZone();
    return new Intl.DateTimeFormat(this.language.locale, { ...STYLES[style], ...(zone && { timeZone: zone }) }).format(
      new Date(instant),
    );
  }
}
