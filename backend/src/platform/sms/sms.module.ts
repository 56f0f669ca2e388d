import { Global, Module } from '@nestjs/common';
import { config } from '../config';
import { HttpSmsProvider } from './http-sms-provider';
import { SMS_PROVIDER } from './sms-provider';
import { smsArea } from './sms.config';
import { SmsSender } from './sms-sender';

const provider = {
  provide: SMS_PROVIDER,
  useFactory: () => {
    const account = config(smsArea);
    return new HttpSmsProvider({ ...account, url: account.url.replace(/\/$/, '') });
  },
};

@Global()
@Module({ providers: [provider, SmsSender], exports: [SmsSender] })
export class SmsModule {}
