import { FormArray, FormGroup, type AbstractControl } from '@angular/forms';
import type { FieldError } from '#contracts';

/** The control of a JSON path; an error inside a list or a group belongs to the nearest control above it. */
function controlOf(form: FormGroup, path: string): AbstractControl | null {
  const parts = path.split('.');
  while (parts.length > 0) {
    const control = form.get(parts);
    if (control && control !== form) return control;
    parts.pop();
  }
  return null;
}

/** Puts each field error beside its field; returns those that belong to no field of the form. */
export function showFieldErrors(form: FormGroup, errors: readonly FieldError[]): readonly FieldError[] {
  return errors.filter((error) => {
    const control = controlOf(form, error.field);
    control?.setErrors({ server: error });
    control?.markAsTouched();
    return control === null;
  });
}

/** Forgets what the server found wrong before, at every depth: it is asked again. */
export function clearServerErrors(control: AbstractControl): void {
  if (control instanceof FormGroup || control instanceof FormArray)
    Object.values(control.controls as Record<string, AbstractControl>).forEach(clearServerErrors);
  if (control.hasError('server')) control.updateValueAndValidity();
}
