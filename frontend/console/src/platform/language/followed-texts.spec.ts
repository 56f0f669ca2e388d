import { computed } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideTransloco, TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { BundledTexts } from './bundled-texts';
import { FollowedTexts } from './followed-texts';
import { Vocabulary } from './vocabulary';

describe('texts outside templates', () => {
  it('follow a change of language', async () => {
    const config = { availableLangs: ['pl', 'en'], defaultLang: 'pl' };
    TestBed.configureTestingModule({
      providers: [
        provideTransloco({ config, loader: BundledTexts }),
        { provide: TranslocoService, useClass: FollowedTexts },
      ],
    });
    const texts = TestBed.inject(TranslocoService);
    const vocabulary = TestBed.inject(Vocabulary);
    for (const language of config.availableLangs) await firstValueFrom(texts.load(language));
    const options = computed(() => [vocabulary.word('callbacks.states', 'closed'), texts.translate('ui.save')]);
    expect(options()).toEqual(['Zamknięte', 'Zapisz']);
    texts.setActiveLang('en');
    expect(options()).toEqual(['Closed', 'Save']);
  });
});
