import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { FormControl, Validators } from '@angular/forms';
import { provideTransloco, TranslocoService, type Translation } from '@jsverse/transloco';
import { TextField } from './text-field';

const texts: Translation = { rules: { required: 'Required', taken: 'Taken by {{who}}' } };

describe('TextField', () => {
  let field: ComponentFixture<TextField>;
  const control = new FormControl('', { nonNullable: true, validators: [Validators.required] });
  const shown = async (): Promise<string> => {
    await field.whenStable();
    return (field.nativeElement as HTMLElement).querySelector('mat-error')?.textContent.trim() ?? '';
  };

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [
        provideTransloco({
          config: { availableLangs: ['en'], defaultLang: 'en', missingHandler: { logMissingKey: false } },
        }),
      ],
    });
    TestBed.inject(TranslocoService).setTranslation(texts, 'en');
    control.reset('');
    field = TestBed.createComponent(TextField);
    field.componentRef.setInput('control', control);
    field.componentRef.setInput('label', 'Login');
    await field.whenStable();
  });

  it('is quiet until somebody was there or the form was sent', async () => {
    expect(await shown()).toBe('');
    control.markAsTouched();
    expect(await shown()).toBe('Required');
  });

  it('shows what the server found, with its parameters', async () => {
    control.setValue('ewa');
    control.setErrors({ server: { field: 'login', rule: 'taken', message: 'Taken', params: { who: 'Ewa' } } });
    control.markAsTouched();
    expect(await shown()).toBe('Taken by Ewa');
  });

  it('falls back to the words of the server', async () => {
    control.setValue('ewa');
    control.setErrors({ server: { field: 'login', rule: 'no-such-rule', message: 'Said by the server' } });
    control.markAsTouched();
    expect(await shown()).toBe('Said by the server');
  });

  it('gives numbers where it is one, and nothing where it is emptied', async () => {
    const number = new FormControl<number | null>(5);
    field.componentRef.setInput('control', number);
    field.componentRef.setInput('type', 'number');
    await field.whenStable();
    const input = (field.nativeElement as HTMLElement).querySelector('input') as HTMLInputElement;
    const types = (text: string): void => {
      input.value = text;
      input.dispatchEvent(new Event('input'));
    };
    types('12');
    expect(number.value).toBe(12);
    types('');
    expect(number.value).toBeNull();
  });
});
