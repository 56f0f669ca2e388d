import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { MeterSources } from '../../../house/licensing';
import { SPEECH_EVENT_TYPES } from './speech';

const charged = z.object({ characters: z.number().int() });

/** The ledger of the Order counts what was turned into speech. */
@Injectable()
export class SpeechMeter implements OnModuleInit {
  constructor(private readonly sources: MeterSources) {}

  onModuleInit(): void {
    this.sources.register({
      types: SPEECH_EVENT_TYPES,
      amounts: ({ data }) => [{ meter: 'text-to-speech', amount: charged.parse(data).characters }],
    });
  }
}
