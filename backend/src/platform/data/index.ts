export { clockAfter } from './clock-after';
export { PlatformDataModule } from './data.module';
