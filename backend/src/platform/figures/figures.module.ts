import { Global, Module } from '@nestjs/common';
import { DayFigures } from './day-figures';

@Global()
@Module({ providers: [DayFigures], exports: [DayFigures] })
export class FiguresModule {}
