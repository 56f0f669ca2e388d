import { ChangeDetectionStrategy, Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { IfFeature } from './if-feature';
import { Session } from './session';

@Component({
  selector: 'app-gated',
  imports: [IfFeature],
  template: `<p *appFeature="'listen-whisper'; else other">inside</p>
    <ng-template #other>not ordered</ng-template>`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
class Gated {}

describe('IfFeature', () => {
  it('shows what the order includes, and follows the order', async () => {
    const ordered = signal(false);
    TestBed.configureTestingModule({
      providers: [{ provide: Session, useValue: { has: (id: string) => id === 'listen-whisper' && ordered() } }],
    });
    const page = TestBed.createComponent(Gated);
    await page.whenStable();
    expect((page.nativeElement as HTMLElement).textContent).toBe('not ordered');
    ordered.set(true);
    await page.whenStable();
    expect((page.nativeElement as HTMLElement).textContent).toBe('inside');
  });
});
