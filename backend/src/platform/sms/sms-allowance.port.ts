/** Whether the installation may send so many messages more; licensing binds it to the Order. */
export interface SmsAllowance {
  permits(messages: number): Promise<boolean>;
}

export const SMS_ALLOWANCE = Symbol('SmsAllowance');
