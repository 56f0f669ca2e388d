/** Goals: what campaigns and agents are to reach, and how far they are. */
export { GoalsModule } from './goals.module';
