/** Numbers of people's days that no table of facts holds: whoever keeps them registers them, reports read them. */
export { DayFigures, type AskedDays, type PersonDay } from './day-figures';
export { FiguresModule } from './figures.module';
