/** Mails that the platform itself sends. */
export { domainsOf, mailArea } from './mail.config';
export { MailModule } from './mail.module';
export { Mailer, type Mail } from './mailer';
