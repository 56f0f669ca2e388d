import { inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { FormGroup } from '@angular/forms';
import { MatDialog } from '@angular/material/dialog';
import { TranslocoService } from '@jsverse/transloco';
import { ask } from '../../../../ui';
import { isProblemError, type ProblemError } from '../http/problem-error';
import { ProblemText } from '../http/problem-text';
import { Toasts } from '../look/toasts';
import { clearServerErrors, showFieldErrors } from './server-errors';

interface Versioned {
  readonly version: number;
}

export interface EditorOptions<Entity> {
  readonly form: FormGroup;
  /** Loads the record; null for a new one. */
  load(): Promise<Entity | null>;
  /** The form's value of a record. */
  show(entity: Entity): void;
  /** Stores what the form says; `version` is what the person last saw, undefined for a new record. */
  save(version: number | undefined): Promise<Entity>;
  saved?(entity: Entity, isNew: boolean): void;
}

const STALE_CODES = new Set(['stale-version', 'changed-meanwhile']);

/** One form of one record: load, save, field errors, stale versions, unsaved changes. Made by `editor`. */
export class Editor<Entity extends Versioned> {
  private readonly dialog = inject(MatDialog);
  private readonly transloco = inject(TranslocoService);
  private readonly problems = inject(ProblemText);
  private readonly toasts = inject(Toasts);

  readonly state = signal<'loading' | 'ready' | 'failed'>('loading');
  readonly entity = signal<Entity | null>(null);
  readonly saving = signal(false);
  /** What is wrong and belongs to no single field. */
  readonly problem = signal('');

  constructor(private readonly options: EditorOptions<Entity>) {
    // What was wrong with the last attempt says nothing about what is being typed now.
    options.form.valueChanges.pipe(takeUntilDestroyed()).subscribe(() => this.problem.set(''));
  }

  get form(): FormGroup {
    return this.options.form;
  }

  get dirty(): boolean {
    return this.form.dirty && !this.saving();
  }

  async load(): Promise<void> {
    this.state.set('loading');
    try {
      const entity = await this.options.load();
      if (entity) this.accept(entity);
      this.state.set('ready');
    } catch (error) {
      this.problem.set(this.problems.of(error));
      this.state.set('failed');
    }
  }

  async save(): Promise<boolean> {
    clearServerErrors(this.form);
    this.form.markAllAsTouched();
    this.problem.set(this.form.invalid ? this.transloco.translate('ui.correctFields') : '');
    if (this.form.invalid || this.saving()) return false;
    return this.store(this.entity()?.version);
  }

  private async store(version: number | undefined): Promise<boolean> {
    this.saving.set(true);
    try {
      const isNew = this.entity() === null;
      const entity = await this.options.save(version);
      this.accept(entity);
      this.toasts.say('ui.saved');
      this.options.saved?.(entity, isNew);
      return true;
    } catch (error) {
      return await this.refused(error);
    } finally {
      this.saving.set(false);
    }
  }

  private accept(entity: Entity): void {
    this.entity.set(entity);
    this.options.show(entity);
    this.form.markAsPristine();
    this.problem.set('');
  }

  private async refused(error: unknown): Promise<boolean> {
    if (!isProblemError(error)) throw error;
    if (STALE_CODES.has(error.code)) return this.settle();
    this.point(error);
    return false;
  }

  private point(error: ProblemError): void {
    const homeless = showFieldErrors(this.form, error.fields);
    const texts = homeless.map(({ field, message }) => `${field}: ${message}`);
    this.problem.set([this.problems.of(error), ...texts].join(' · '));
  }

  /** Somebody saved the record meanwhile: theirs or ours. */
  private async settle(): Promise<boolean> {
    const t = (key: string): string => this.transloco.translate(key);
    const choice = await ask<'theirs' | 'mine'>(this.dialog, {
      title: t('ui.staleTitle'),
      text: t('ui.staleText'),
      choices: [
        { answer: 'mine', label: t('ui.staleMine') },
        { answer: 'theirs', label: t('ui.staleTheirs') },
      ],
    });
    if (choice === 'theirs') await this.load();
    if (choice !== 'mine') return false;
    const theirs = await this.options.load();
    return this.store(theirs?.version);
  }
}

/** An editor of this page, loading at once; call it where `inject` works. */
export function editor<Entity extends Versioned>(options: EditorOptions<Entity>): Editor<Entity> {
  const made = new Editor<Entity>(options);
  // Inputs of the page are set after its constructor.
  queueMicrotask(() => void made.load());
  return made;
}
