import type { Outcome } from '../../kernel/outcome';
import type { ProviderFailure } from '../../kernel/provider-failure';

export interface SmsMessage {
  /** Ours, up to 100 characters: the provider sends a message of one id once, however often it is asked. */
  readonly id: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
}

/** What was taken; `parts`: messages that the text was cut into, each paid for. */
export interface TakenSms {
  readonly parts: number;
}

/** Gives short messages to a provider. Never throws for what the provider does. */
export interface SmsProvider {
  send(message: SmsMessage): Promise<Outcome<TakenSms, ProviderFailure>>;
}

/** Nest token of the `SmsProvider`. */
export const SMS_PROVIDER = Symbol('SmsProvider');
