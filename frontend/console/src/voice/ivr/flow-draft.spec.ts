import { TestBed } from '@angular/core/testing';
import { MatDialog } from '@angular/material/dialog';
import { provideTransloco } from '@jsverse/transloco';
import { of } from 'rxjs';
import type { Flow, FlowDocument, FlowNode } from '#contracts';
import { ProblemError } from '../../platform/http/problem-error';
import { FlowDraft } from './flow-draft';
import { FlowRoutes } from './flow-routes';
import { FlowSelection } from './flow-selection';
import { addNode, targetOf } from './graph/edit-document';
import { fitView } from './graph/fit-view';
import { freshNode } from './graph/fresh-node';

const at = { x: 0, y: 0 };
const EMPTY: FlowDocument = {
  schema: 1,
  language: 'pl',
  variables: [],
  nodes: [freshNode('start', 'start', at)],
  edges: [],
};
const PAUSE_MS = 1000;

const problem = (status: number, code: string) =>
  new ProblemError({ type: '', title: '', status, code, instance: '', errors: [] });

describe('the draft of a flow', () => {
  const choice = jest.fn<string | undefined, []>();
  let server: { draft: FlowDocument; draftVersion: number };
  let refusals: Error[];
  let saves: number;
  let draft: FlowDraft;
  let selection: FlowSelection;

  beforeEach(async () => {
    jest.useFakeTimers();
    server = { draft: EMPTY, draftVersion: 1 };
    refusals = [];
    saves = 0;
    const routes: Partial<FlowRoutes> = {
      get: async () => ({ id: 'flow', name: 'Main', findings: [], ...server }) as unknown as Flow,
      saveDraft: async (_id, document, draftVersion) => {
        saves++;
        const refusal = refusals.shift();
        if (refusal) throw refusal;
        if (draftVersion !== server.draftVersion) throw problem(409, 'changed-meanwhile');
        server = { draft: document, draftVersion: draftVersion + 1 };
        return { draftVersion: server.draftVersion, findings: [] };
      },
    };
    TestBed.configureTestingModule({
      providers: [
        FlowDraft,
        FlowSelection,
        { provide: FlowRoutes, useValue: routes },
        { provide: MatDialog, useValue: { open: () => ({ afterClosed: () => of(choice()) }) } },
        provideTransloco({
          config: { availableLangs: ['en'], defaultLang: 'en', missingHandler: { logMissingKey: false } },
        }),
      ],
    });
    draft = TestBed.inject(FlowDraft);
    selection = TestBed.inject(FlowSelection);
    draft.mayEdit.set(true);
    await draft.load('flow');
  });

  afterEach(() => {
    draft.stop();
    jest.useRealTimers();
  });

  const add = (id: string) => draft.change((document) => addNode(document, freshNode('queue', id, at)));
  const ids = (document: FlowDocument) => document.nodes.map(({ id }) => id);

  it('saves itself a moment after the last change, once', async () => {
    add('one');
    add('two');
    expect(draft.saveState()).toBe('pending');
    await jest.advanceTimersByTimeAsync(PAUSE_MS);
    expect(saves).toBe(1);
    expect(ids(server.draft)).toEqual(['start', 'one', 'two']);
    expect(draft.saveState()).toBe('saved');
    expect(draft.dirty).toBe(false);
  });

  it('waits while a field is not valid, and goes on when it is', async () => {
    const wrong = { ...freshNode('menu', 'menu', at), attempts: 0 } as FlowNode;
    draft.change((document) => addNode(document, wrong));
    await jest.advanceTimersByTimeAsync(PAUSE_MS);
    expect(draft.saveState()).toBe('waiting');
    expect(saves).toBe(0);
    selection.set(wrong, { attempts: 2 });
    await jest.advanceTimersByTimeAsync(PAUSE_MS);
    expect(draft.saveState()).toBe('saved');
  });

  it('never runs over a colleague: theirs', async () => {
    server = { draft: addNode(EMPTY, freshNode('queue', 'theirs', at)), draftVersion: 7 };
    choice.mockReturnValueOnce('theirs');
    add('mine');
    await jest.advanceTimersByTimeAsync(PAUSE_MS);
    expect(ids(draft.document())).toEqual(['start', 'theirs']);
    expect(draft.dirty).toBe(false);
  });

  it('never runs over a colleague: mine, when that is the answer', async () => {
    server = { draft: addNode(EMPTY, freshNode('queue', 'theirs', at)), draftVersion: 7 };
    choice.mockReturnValueOnce('mine');
    add('mine');
    await jest.advanceTimersByTimeAsync(PAUSE_MS);
    expect(ids(server.draft)).toEqual(['start', 'mine']);
    expect(draft.saveState()).toBe('saved');
  });

  it('tries again when the server was away', async () => {
    refusals.push(problem(503, 'unavailable'));
    add('one');
    await jest.advanceTimersByTimeAsync(PAUSE_MS);
    expect(draft.saveState()).toBe('failed');
    await jest.advanceTimersByTimeAsync(5 * PAUSE_MS);
    expect(draft.saveState()).toBe('saved');
  });

  it('saves at once what somebody leaves', async () => {
    add('one');
    expect(await draft.flush()).toBe(true);
    expect(ids(server.draft)).toEqual(['start', 'one']);
  });

  it('goes back, and saves that too', async () => {
    add('one');
    await jest.advanceTimersByTimeAsync(PAUSE_MS);
    draft.undo();
    await jest.advanceTimersByTimeAsync(PAUSE_MS);
    expect(ids(server.draft)).toEqual(['start']);
    expect(draft.canRedo()).toBe(true);
  });

  it('lets nobody change what he may only see', () => {
    draft.mayEdit.set(false);
    add('one');
    expect(draft.document()).toBe(EMPTY);
  });

  it('puts the first node behind the start, and the next behind the chosen one', () => {
    const menu = selection.insert('menu');
    expect(targetOf(draft.document(), 'start', 'next')).toBe(menu);
    const queue = selection.insert('queue');
    expect(targetOf(draft.document(), menu, 'digit:1')).toBe(queue);
    expect(selection.node()?.id).toBe(queue);
  });

  it('copies between flows through the clipboard of the window', () => {
    const menu = selection.insert('menu');
    selection.copy();
    selection.paste();
    expect(selection.ids()).toHaveLength(1);
    expect(selection.ids()[0]).not.toBe(menu);
    expect(draft.document().nodes.filter(({ kind }) => kind === 'menu')).toHaveLength(2);
  });
});

describe('fitting a flow on the screen', () => {
  it('never shows it larger than it is', () => {
    expect(fitView(EMPTY, { width: 1000, height: 600 }).scale).toBe(1);
  });

  it('shows all of a wide one', () => {
    const wide = addNode(EMPTY, freshNode('queue', 'far', { x: 2768, y: 0 }));
    const { scale, position } = fitView(wide, { width: 1112, height: 800 });
    expect(scale).toBeCloseTo(1 / 3);
    expect(position.x).toBeCloseTo(56);
  });
});
