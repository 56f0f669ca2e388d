import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Realtime, type ConnectionState } from '../../platform/realtime/realtime';
import { Drafts } from './drafts';

const draft = { callId: 'call-1', party: 'Anna', classifierId: 'sale', note: 'Calls back', sending: false };

describe('Drafts', () => {
  const state = signal<ConnectionState>('connected');
  let http: HttpTestingController;

  const open = (): Drafts => {
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), { provide: Realtime, useValue: { state } }],
    });
    http = TestBed.inject(HttpTestingController);
    const drafts = TestBed.inject(Drafts);
    TestBed.tick();
    return drafts;
  };

  beforeEach(() => {
    localStorage.clear();
    state.set('connected');
  });

  it('survives a reload of the page', () => {
    open().keep(draft);
    expect(open().of('call-1')).toMatchObject({ note: 'Calls back', classifierId: 'sale' });
  });

  it('is gone only when the server said yes', async () => {
    const drafts = open();
    drafts.keep(draft);
    const sent = drafts.send('call-1');
    const request = http.expectOne('/api/v1/calls/call-1/classify');
    expect(request.request.body).toEqual({ classifierId: 'sale', note: 'Calls back', recontact: null });
    expect(drafts.of('call-1')).not.toBeNull();
    request.flush({ openUrls: [] });
    await sent;
    expect(drafts.of('call-1')).toBeNull();
    expect(localStorage).toHaveLength(0);
  });

  it('waits for the line when the network is gone, then sends by itself', async () => {
    const drafts = open();
    drafts.keep(draft);
    state.set('lost');
    const sent = drafts.send('call-1');
    http.expectOne('/api/v1/calls/call-1/classify').error(new ProgressEvent('error'), { status: 0 });
    await expect(sent).rejects.toThrow('network');
    expect(drafts.of('call-1')?.sending).toBe(true);
    state.set('connected');
    TestBed.tick();
    http.expectOne('/api/v1/calls/call-1/classify').flush(null);
  });

  it('keeps what the server refused for the person to mend', async () => {
    const drafts = open();
    drafts.keep(draft);
    const sent = drafts.send('call-1');
    http
      .expectOne('/api/v1/calls/call-1/classify')
      .flush({ code: 'classifier-inactive' }, { status: 409, statusText: 'Conflict' });
    await expect(sent).rejects.toThrow('classifier-inactive');
    expect(drafts.of('call-1')).toMatchObject({ sending: false, note: 'Calls back' });
  });
});
