import { inject, Injectable } from '@angular/core';
import type {
  CreateFlow,
  Flow,
  FlowCounts,
  FlowDocument,
  FlowFailure,
  FlowListItem,
  FlowTestCase,
  FlowVersion,
  FlowVersionDetail,
  NodeKind,
  Page,
  PublishFlow,
  RenameFlow,
  SavedDraft,
  SaveTestCase,
  TestReport,
} from '#contracts';
import { Api, type Query } from '../../platform/http/api';

/** The API's routes of one flow, in one place. */
@Injectable({ providedIn: 'root' })
export class FlowRoutes {
  private readonly api = inject(Api);

  get = (id: string) => this.api.get<Flow>(`/flows/${id}`);
  create = (body: CreateFlow) => this.api.post<Flow>('/flows', body);
  rename = (id: string, body: RenameFlow) => this.api.patch<FlowListItem>(`/flows/${id}`, body);
  kinds = () => this.api.all<NodeKind>('/flows/node-kinds');

  saveDraft = (id: string, document: FlowDocument, draftVersion: number) =>
    this.api.put<SavedDraft>(`/flows/${id}/draft`, { document, draftVersion });
  publish = (id: string, body: PublishFlow) => this.api.post<FlowVersion>(`/flows/${id}/publish`, body);
  versions = (id: string, query: Query) => this.api.page<FlowVersion>(`/flows/${id}/versions`, query);
  version = (id: string, number: number) => this.api.get<FlowVersionDetail>(`/flows/${id}/versions/${number}`);
  activate = (id: string, number: number) => this.api.post<FlowVersion>(`/flows/${id}/versions/${number}/activate`);

  testCases = (id: string) => this.api.all<FlowTestCase>(`/flows/${id}/test-cases`);
  addTestCase = (id: string, body: SaveTestCase) => this.api.post<FlowTestCase>(`/flows/${id}/test-cases`, body);
  saveTestCase = (id: string, caseId: string, body: SaveTestCase & { version: number }) =>
    this.api.patch<FlowTestCase>(`/flows/${id}/test-cases/${caseId}`, body);
  deleteTestCase = (id: string, caseId: string) => this.api.delete(`/flows/${id}/test-cases/${caseId}`);
  runTests = (id: string, document: FlowDocument) => this.api.post<TestReport>(`/flows/${id}/test-run`, { document });

  counts = (id: string, query: Query) => this.api.get<FlowCounts>(`/flows/${id}/counts`, query);
  failures = (id: string, query: Query): Promise<Page<FlowFailure>> =>
    this.api.page<FlowFailure>(`/flows/${id}/failures`, query);
}
