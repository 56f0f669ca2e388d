/** External addresses: templates with values of the conversation, and where they may lead. */
export { ExternalUrlsModule } from './external-urls.module';
/** `check` before a template is saved, `render` when it is opened. */
export { ExternalUrls } from './use-cases/external-urls';
export { URL_VARIABLES, type UrlRefusal, type UrlVariables } from './domain/url-template';
