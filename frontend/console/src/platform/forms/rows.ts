import type { FormArray } from '@angular/forms';

/** One row up (-1) or down (1). */
export function moveRow(rows: FormArray, at: number, by: -1 | 1): void {
  const row = rows.at(at);
  rows.removeAt(at);
  rows.insert(at + by, row);
  rows.markAsDirty();
}

export function removeRow(rows: FormArray, at: number): void {
  rows.removeAt(at);
  rows.markAsDirty();
}
