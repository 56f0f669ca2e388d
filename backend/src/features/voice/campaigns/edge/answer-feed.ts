import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import { FlowVariables } from '../../calls';
import { callOfSession, type IvrNodeEntered, type IvrVariablesSet } from '../../ivr';
import { AnswerStore, type Answer } from '../data/answer.store';
import { RecordVariables } from '../use-cases/record-variables';

/** Flows know the record from the beginning, and what people answer in them is kept. An attempt has its call's id. */
@Injectable()
export class AnswerFeed implements OnModuleInit {
  constructor(
    private readonly relay: Relay,
    private readonly database: Database,
    private readonly answers: AnswerStore,
    private readonly known: FlowVariables,
    private readonly variables: RecordVariables,
  ) {}

  onModuleInit(): void {
    this.known.register((tx, callId) => this.variables.of(tx, callId));
    if (!config('process').parts.includes('worker')) return;
    this.relay.subscribe({
      name: 'campaigns.answers',
      types: ['IvrNodeEntered', 'IvrVariablesSet'],
      from: 'now',
      handle: (events) => this.database.transaction((tx) => this.answers.keep(tx, events.flatMap(answersIn))),
    });
  }
}

function answersIn({ type, stream, position, data }: RecordedEvent): Answer[] {
  const attemptId = callOfSession(stream.slice('ivr-'.length));
  const nothing = { flowId: null, flowVersion: null, nodeId: null, branch: null, variable: null, value: null };
  if (type === 'IvrNodeEntered') {
    const { from, place } = data as IvrNodeEntered['data'];
    if (!from) return [];
    const { flowId, version: flowVersion } = place;
    return [
      { ...nothing, attemptId, position, place: 0, flowId, flowVersion, nodeId: from.nodeId, branch: from.branch },
    ];
  }
  const { variables, secret } = data as IvrVariablesSet['data'];
  if (secret) return [];
  return Object.entries(variables)
    .filter(([name]) => !name.includes('.'))
    .map(([variable, value], place) => ({ ...nothing, attemptId, position, place, variable, value }));
}
