import { inject, Injectable, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { FlowFinding, FlowNode, Spoken } from '#contracts';
import { names } from '../../platform/forms/names';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import type { FlowName, PromptName, Queue, Skill, SurveyName, VoicemailBoxName } from '#contracts';

/** What is said of nodes, branches and findings, in the person's language; with the names of what nodes lead to. */
@Injectable()
export class FlowWords {
  private readonly transloco = inject(TranslocoService);
  private readonly vocabulary = inject(Vocabulary);
  private readonly session = inject(Session);

  readonly queues = names<Pick<Queue, 'id' | 'name'>>('/queues/names', ({ name }) => name);
  readonly boxes = names<VoicemailBoxName>(
    '/voicemail/boxes/names?all=true',
    ({ name }) => name,
    this.session.may('voicemail.view'),
  );
  readonly surveys = names<SurveyName>('/surveys/names', ({ name }) => name, this.session.may('surveys.view'));
  readonly flows = names<FlowName>('/flows/names', ({ name }) => name);
  readonly agents = names<{ id: string; name: string }>('/agents', ({ name }) => name);
  readonly prompts = names<PromptName>('/prompts/names', ({ name }) => name, this.session.may('prompts.view'));
  readonly skills = names<Skill>('/skills', ({ name }) => name, this.session.may('queues.view'));
  readonly unavailable = signal<ReadonlySet<string>>(new Set());

  kind(kind: string): string {
    return this.vocabulary.word('ivr.kinds', kind);
  }

  title({ kind, name }: FlowNode): string {
    return name || this.kind(kind);
  }

  branch(node: FlowNode | undefined, branch: string): string {
    const [family, rest = ''] = branch.split(/:(.*)/s);
    if (node?.kind === 'menu' && family === 'digit') {
      const name = node.options.find(({ digit }) => digit === rest)?.name;
      return name ? `${rest} · ${name}` : rest;
    }
    if (node?.kind === 'condition' && family === 'case') {
      const at = node.cases.findIndex(({ id }) => id === rest);
      return node.cases[at]?.name || this.transloco.translate('ivr.caseNumber', { number: at + 1 });
    }
    return this.vocabulary.word('ivr.branches', branch);
  }

  /** Kind and content, under the name; the kind only where the name does not say it. */
  subtitle(node: FlowNode): string {
    const kind = this.kind(node.kind);
    return [node.name && node.name !== kind ? kind : '', this.summary(node)].filter(Boolean).join(' · ');
  }

  summary(node: FlowNode): string {
    switch (node.kind) {
      case 'announcement':
      case 'menu':
      case 'callback':
      case 'hang-up':
        return this.spoken(node.prompts);
      case 'digits':
        return node.variable ? `→ ${node.variable}` : this.spoken(node.prompts);
      case 'voicemail':
        return node.boxId ? this.boxes.nameOf(node.boxId) : this.unset();
      case 'survey':
        return node.surveyId ? this.surveys.nameOf(node.surveyId) : this.unset();
      case 'queue':
        return node.queueId ? this.queues.nameOf(node.queueId) : this.unset();
      case 'sub-flow':
        return node.flowId ? this.flows.nameOf(node.flowId) : this.unset();
      case 'data-dip':
        return node.url ? `${node.method} ${node.url}` : this.unset();
      case 'set-variable':
        return node.assignments.map(({ variable, value }) => `${variable} = ${value}`).join(', ') || this.unset();
      case 'transfer':
        return this.target(node.target) || this.unset();
      case 'language':
        return this.language(node.language);
      case 'record-lookup':
        return node.phone;
      case 'condition':
        return node.cases.flatMap(({ tests }) => tests.map(({ variable }) => variable)).join(', ');
      default:
        return '';
    }
  }

  language(code: string): string {
    return new Intl.DisplayNames([this.transloco.getActiveLang()], { type: 'language' }).of(code) ?? code;
  }

  finding({ code, params, branch, nodeId }: FlowFinding, node: FlowNode | undefined): string {
    const known: Record<string, string> = {
      ...params,
      branch: branch ? this.branch(node, branch) : '',
      node: nodeId ?? '',
    };
    if (params['promptId']) known['prompt'] = this.prompts.nameOf(params['promptId']);
    if (params['language']) known['language'] = this.language(params['language']);
    if (params['kind']) known['kind'] = this.kind(params['kind']);
    const key = `ivr.findings.${code}`;
    const text = this.transloco.translate<string>(key, known);
    return text === key ? code : text;
  }

  private unset(): string {
    return this.transloco.translate('ivr.notChosen');
  }

  private spoken(all: readonly Spoken[]): string {
    const texts = all.map((each) => (each.kind === 'text' ? each.template : this.prompts.nameOf(each.promptId)));
    return texts.join(' ').trim() || this.transloco.translate('ivr.noPrompt');
  }

  private target(target: Extract<FlowNode, { kind: 'transfer' }>['target']): string {
    if (target.kind === 'agent') return target.agentId ? this.agents.nameOf(target.agentId) : '';
    return target.kind === 'number' ? target.number : target.extension;
  }
}
