/** Short messages that the platform itself sends. */
export { SMS_ALLOWANCE, type SmsAllowance } from './sms-allowance.port';
export { SimulatedSmsProvider } from './simulator/simulated-sms-provider';
export type { SmsMessage } from './sms-provider';
export { smsArea } from './sms.config';
export { SmsModule } from './sms.module';
export { SmsSender, type SmsFailure, type SmsSent } from './sms-sender';
