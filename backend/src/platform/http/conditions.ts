/** Collects conditions of a WHERE with their numbered values; a value that was not given asks nothing. */
export class Conditions {
  readonly where: string[] = [];
  readonly parameters: unknown[] = [];

  value(value: unknown): string {
    return `$${this.parameters.push(value)}`;
  }

  add(value: unknown, condition: (at: string) => string): void {
    if (value === undefined || value === null) return;
    this.where.push(condition(this.value(value)));
  }
}
