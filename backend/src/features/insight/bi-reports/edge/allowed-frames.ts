import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { ConsoleFrames } from '../../../../platform/http';
import { Relay } from '../../../../platform/journal';
import { BiReportStore } from '../data/bi-report.store';

/** The console may show pages of exactly the hosts that reports are embedded from: in every process, at once. */
@Injectable()
export class AllowedFrames implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly frames: ConsoleFrames,
    private readonly store: BiReportStore,
    private readonly relay: Relay,
  ) {}

  onModuleInit(): void {
    this.relay.follow({
      name: 'bi-reports.frames',
      handle: async (events) => {
        if (events.some(({ stream }) => stream.startsWith('bireport-'))) await this.read();
      },
    });
  }

  onApplicationBootstrap(): Promise<void> {
    return this.read();
  }

  private async read(): Promise<void> {
    this.frames.allow(await this.store.urls());
  }
}
