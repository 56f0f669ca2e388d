import { DOCUMENT } from '@angular/common';
import { inject, Injectable, signal } from '@angular/core';

export type ThemeChoice = 'system' | 'light' | 'dark';
const STORED_UNDER = 'centrala.theme';

/** Light, dark, or what the machine says. */
@Injectable({ providedIn: 'root' })
export class Theme {
  private readonly root = inject(DOCUMENT).documentElement;
  private readonly choice = signal<ThemeChoice>((localStorage.getItem(STORED_UNDER) as ThemeChoice | null) ?? 'system');

  readonly current = this.choice.asReadonly();

  choose(choice: ThemeChoice): void {
    localStorage.setItem(STORED_UNDER, choice);
    this.choice.set(choice);
    this.apply();
  }

  apply(): void {
    this.root.dataset['theme'] = this.choice();
  }
}
