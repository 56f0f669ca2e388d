export { PlatformDataModule } from './data.module';
