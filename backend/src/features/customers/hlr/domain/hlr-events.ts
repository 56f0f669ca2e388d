import type { HlrAction, HlrResult } from '#contracts';
import type { DomainEvent } from '../../../../kernel/journal';

export type NumberChecksAsked = DomainEvent<
  'NumberChecksAsked',
  { readonly asked: number; readonly reason: 'added' | 'manual'; readonly campaignId: string | null }
>;
/** `charged`: the operator answered; a result that was kept costs nothing. */
export type NumberChecked = DomainEvent<
  'NumberChecked',
  {
    readonly checkId: string;
    readonly number: string;
    readonly result: HlrResult;
    readonly cached: boolean;
    readonly charged: boolean;
    readonly action: HlrAction;
  }
>;
export type NumberCheckFailed = DomainEvent<
  'NumberCheckFailed',
  { readonly checkId: string; readonly number: string; readonly error: string }
>;
export type HlrSettingsChanged = DomainEvent<'HlrSettingsChanged', Readonly<Record<string, unknown>>>;
