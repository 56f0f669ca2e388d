import { provideHttpClient } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { MatDialog } from '@angular/material/dialog';
import { provideTransloco } from '@jsverse/transloco';
import { of } from 'rxjs';
import { ProblemError } from '../http/problem-error';
import { Toasts } from '../look/toasts';
import { Editor } from './editor';

interface Thing {
  readonly name: string;
  readonly version: number;
}

const problem = (code: string, errors: ProblemError['problem']['errors'] = []) =>
  new ProblemError({ type: '', title: '', status: 409, code, instance: '', errors });

describe('Editor', () => {
  const choice = jest.fn<string | undefined, []>();
  let form: FormGroup<{ name: FormControl<string> }>;
  let server: Thing;
  let refusals: Error[];
  let editor: Editor<Thing>;

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideTransloco({
          config: { availableLangs: ['en'], defaultLang: 'en', missingHandler: { logMissingKey: false } },
        }),
        { provide: MatDialog, useValue: { open: () => ({ afterClosed: () => of(choice()) }) } },
        { provide: Toasts, useValue: { say: jest.fn(), problem: jest.fn() } },
      ],
    });
    form = new FormGroup({ name: new FormControl('', { nonNullable: true, validators: [Validators.required] }) });
    server = { name: 'first', version: 1 };
    refusals = [];
    editor = TestBed.runInInjectionContext(
      () =>
        new Editor<Thing>({
          form,
          load: async () => server,
          show: ({ name }) => form.reset({ name }),
          save: async (version) => {
            const refusal = refusals.shift();
            if (refusal) throw refusal;
            if (version !== server.version) throw problem('stale-version');
            return (server = { name: form.controls.name.value, version: version + 1 });
          },
        }),
    );
    await editor.load();
  });

  const type = (name: string) => {
    form.controls.name.setValue(name);
    form.markAsDirty();
  };

  it('saves what was typed and is clean afterwards', async () => {
    type('second');
    expect(editor.dirty).toBe(true);
    expect(await editor.save()).toBe(true);
    expect(server).toEqual({ name: 'second', version: 2 });
    expect(editor.dirty).toBe(false);
  });

  it('does not ask the server what it can see is wrong', async () => {
    type('');
    expect(await editor.save()).toBe(false);
    expect(editor.problem()).not.toBe('');
    expect(server.version).toBe(1);
    type('second');
    expect(editor.problem()).toBe('');
  });

  it('puts the refusal beside its field and lets the person try again', async () => {
    refusals.push(problem('name-taken', [{ field: 'name', rule: 'taken', message: 'Taken' }]));
    type('second');
    expect(await editor.save()).toBe(false);
    expect(form.controls.name.getError('server')).toMatchObject({ rule: 'taken' });
    expect(await editor.save()).toBe(true);
  });

  it('never runs over a colleague without asking', async () => {
    server = { name: 'theirs', version: 2 };
    type('mine');
    choice.mockReturnValueOnce(undefined);
    expect(await editor.save()).toBe(false);
    expect(server.name).toBe('theirs');
    expect(form.controls.name.value).toBe('mine');
  });

  it('takes their version when asked to', async () => {
    server = { name: 'theirs', version: 2 };
    type('mine');
    choice.mockReturnValueOnce('theirs');
    await editor.save();
    expect(form.controls.name.value).toBe('theirs');
    expect(editor.dirty).toBe(false);
  });

  it('replaces theirs when asked to', async () => {
    server = { name: 'theirs', version: 2 };
    type('mine');
    choice.mockReturnValueOnce('mine');
    expect(await editor.save()).toBe(true);
    expect(server).toEqual({ name: 'mine', version: 3 });
  });
});
