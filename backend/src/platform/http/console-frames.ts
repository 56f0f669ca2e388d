import { Injectable } from '@nestjs/common';

/** Origins whose pages the console may show in frames, beside those that it signs in at; settings of a feature, read with every answer. */
@Injectable()
export class ConsoleFrames {
  private origins: readonly string[] = [];

  /** From the next page that is loaded on; any addresses of those origins. */
  allow(addresses: readonly string[]): void {
    this.origins = [...new Set(addresses.map((address) => new URL(address).origin))].sort();
  }

  /** For Content-Security-Policy. */
  get sources(): readonly string[] {
    return this.origins;
  }
}
