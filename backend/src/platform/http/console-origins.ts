import { Injectable } from '@nestjs/common';

/**
 * Origins beside ours that the console speaks to, said by the features that send it there: the identity provider, the switch of
 * the webphone. `setUpHttp` reads them, so they are added in constructors.
 */
@Injectable()
export class ConsoleOrigins {
  private readonly said = new Set<string>();

  /** Any address of that origin: `https://id.example.com/auth`, `wss://voice.example.com:7443`. */
  add(address: string): void {
    const { protocol, host } = new URL(address);
    this.said.add(`${protocol}//${host}`);
  }

  all(): readonly string[] {
    return [...this.said];
  }
}
