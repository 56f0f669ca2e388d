/** Lists and reports with their filters, kept under a name and shared with roles. */
export { ViewsModule } from './views.module';
