interface Noted {
  readonly position: number;
  readonly key: string;
}

/**
 * Which entities changed after which position, for clients that come back. Bounded: what is older than the ring remembers is
 * answered with a snapshot instead.
 */
export class ChangeRing {
  private noted: Noted[] = [];
  private floor: number | undefined;

  constructor(private readonly capacity: number) {}

  /** The ring knows everything after `position`; the first call counts. */
  begin(position: number): void {
    this.floor ??= position;
  }

  note(position: number, key: string): void {
    this.noted.push({ position, key });
    if (this.noted.length >= 2 * this.capacity) this.forget();
  }

  /** Whether every change after `position` is still known. */
  covers(position: number): boolean {
    return this.floor !== undefined && position >= this.floor;
  }

  /** The entities that changed after `position`, each once. */
  since(position: number): Set<string> {
    const keys = new Set<string>();
    for (let index = this.noted.length - 1; index >= 0; index -= 1) {
      const entry = this.noted[index];
      if (!entry || entry.position <= position) break;
      keys.add(entry.key);
    }
    return keys;
  }

  private forget(): void {
    const kept = this.noted.slice(-this.capacity);
    this.floor = this.noted[this.noted.length - kept.length - 1]?.position ?? this.floor;
    this.noted = kept;
  }
}
