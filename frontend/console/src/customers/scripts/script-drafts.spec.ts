import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Realtime, type ConnectionState } from '../../platform/realtime/realtime';
import { ScriptDrafts } from './script-drafts';

const PATH = '/api/v1/script-runs/run-1';
const place = { answers: { f1: 'ZAM/17' }, stepId: 's2', outcomeId: null };

describe('ScriptDrafts', () => {
  const state = signal<ConnectionState>('connected');
  let http: HttpTestingController;

  const open = (): ScriptDrafts => {
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), { provide: Realtime, useValue: { state } }],
    });
    http = TestBed.inject(HttpTestingController);
    const drafts = TestBed.inject(ScriptDrafts);
    TestBed.tick();
    return drafts;
  };

  beforeEach(() => {
    localStorage.clear();
    state.set('connected');
  });

  it('survive a reload of the page', () => {
    open().keep('run-1', place);
    expect(open().of('run-1')).toMatchObject({ ...place, sending: false });
  });

  it('are gone only when the server said yes', async () => {
    const drafts = open();
    const sent = drafts.send('run-1', place, false);
    const request = http.expectOne(PATH);
    expect(request.request.body).toEqual({ ...place, finish: false });
    request.flush({ id: 'run-1' });
    expect(await sent).toEqual({ id: 'run-1' });
    expect(drafts.of('run-1')).toBeNull();
  });

  it('wait for the line, then are sent by themselves', async () => {
    const drafts = open();
    state.set('lost');
    const sent = drafts.send('run-1', place, true);
    http.expectOne(PATH).error(new ProgressEvent('error'), { status: 0 });
    expect(await sent).toBeNull();
    expect(drafts.of('run-1')).toMatchObject({ sending: true, finish: true });
    state.set('connected');
    TestBed.tick();
    expect(http.expectOne(PATH).request.body).toMatchObject({ finish: true });
  });

  it('stay with the person when the server refuses them', async () => {
    const drafts = open();
    const sent = drafts.send('run-1', place, true);
    http.expectOne(PATH).flush({ code: 'script-answer-not-valid' }, { status: 422, statusText: 'No' });
    await expect(sent).rejects.toThrow('script-answer-not-valid');
    expect(drafts.of('run-1')).toMatchObject({ sending: false, finish: false });
  });
});
