import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { config } from '../../../platform/config';
import { DirectoryServer } from './freeswitch/directory/directory-server';
import { PHONE_DIRECTORY, type PhoneDirectory } from './port/phones';
import { SWITCH, type Switch } from './port/switch';
import { switchArea } from './switch.config';

/** Connects while this process may command the node, which its lease says (voice/calls); elsewhere the switch stays untouched. */
@Injectable()
export class SwitchRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('switch');
  private directory: DirectoryServer | null = null;

  constructor(
    @Inject(SWITCH) private readonly port: Switch,
    private readonly modules: ModuleRef,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!config('process').parts.includes('telephony')) return;
    const { mode, domain, directorySecret, directoryPort } = config(switchArea);
    if (mode === 'freeswitch' && directorySecret !== '') {
      this.directory = new DirectoryServer({
        domain,
        secret: directorySecret,
        directory: () => this.phoneDirectory(),
        report: (problem) => this.logger.error(`phone directory: ${problem}`),
      });
      await this.directory.listen(directoryPort);
    }
  }

  /** The lease of the node is ours. */
  connect(): void {
    this.port.start();
  }

  /** It is not any more: nothing is commanded or heard here. */
  async disconnect(): Promise<void> {
    await this.port.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.port.stop();
    await this.directory?.close();
  }

  /** Provided by a feature that this one must not import; found at the first request, wherever it stands. */
  private phoneDirectory(): PhoneDirectory | null {
    try {
      return this.modules.get<PhoneDirectory>(PHONE_DIRECTORY, { strict: false });
    } catch (error) {
      this.logger.warn(`no phone directory is provided: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
  }
}
