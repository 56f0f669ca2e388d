/** Wallboards: what large screens show, and the links by which they show it. */
export { WallboardsModule } from './wallboards.module';
