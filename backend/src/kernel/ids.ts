/** Makes identifiers outside `domain/`; domain code gets them as data. Production: UUIDv7 (time-ordered, so indexes stay dense). */
export interface Ids {
  next(): string;
}

export const IDS = Symbol('Ids');
