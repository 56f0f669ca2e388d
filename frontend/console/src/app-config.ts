import { provideHttpClient, withFetch, withInterceptors } from '@angular/common/http';
import {
  inject,
  isDevMode,
  provideAppInitializer,
  provideZonelessChangeDetection,
  type ApplicationConfig,
} from '@angular/core';
import { MAT_FORM_FIELD_DEFAULT_OPTIONS } from '@angular/material/form-field';
import { MAT_TOOLTIP_DEFAULT_OPTIONS } from '@angular/material/tooltip';
import { provideRouter, withComponentInputBinding, withInMemoryScrolling } from '@angular/router';
import { provideTransloco, TranslocoService } from '@jsverse/transloco';
import { routes } from './app-routes';
import { bearerInterceptor } from './platform/http/bearer.interceptor';
import { Identity } from './platform/identity/identity';
import { BundledTexts } from './platform/language/bundled-texts';
import { FollowedTexts } from './platform/language/followed-texts';
import { Language } from './platform/language/language';
import { registerIcons } from './platform/look/icons';
import { Theme } from './platform/look/theme';

export const appConfig: ApplicationConfig = {
  providers: [
    provideZonelessChangeDetection(),
    provideRouter(routes, withComponentInputBinding(), withInMemoryScrolling({ scrollPositionRestoration: 'enabled' })),
    provideHttpClient(withFetch(), withInterceptors([bearerInterceptor])),
    provideTransloco({
      config: {
        availableLangs: ['pl', 'en'],
        defaultLang: 'pl',
        fallbackLang: 'en',
        reRenderOnLangChange: true,
        prodMode: !isDevMode(),
      },
      loader: BundledTexts,
    }),
    { provide: TranslocoService, useClass: FollowedTexts },
    provideAppInitializer(() => {
      registerIcons();
      inject(Theme).apply();
      const language = inject(Language);
      const identity = inject(Identity);
      return Promise.all([language.start(), identity.start()]);
    }),
    { provide: MAT_FORM_FIELD_DEFAULT_OPTIONS, useValue: { appearance: 'outline', subscriptSizing: 'dynamic' } },
    {
      provide: MAT_TOOLTIP_DEFAULT_OPTIONS,
      useValue: { showDelay: 400, hideDelay: 0, touchendHideDelay: 1000, disableTooltipInteractivity: true },
    },
  ],
};
