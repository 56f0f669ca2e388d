/** Calls of mobile phones, told by the phones themselves. */
export { GsmModule } from './gsm.module';
export type { GsmCallTold, GsmDeviceAdded, GsmDeviceRevoked } from './use-cases/gsm-monitoring';
