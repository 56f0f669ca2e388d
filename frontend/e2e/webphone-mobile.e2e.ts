import type { Page } from '@playwright/test';
import { clearDesk, waitForOffer } from './clear-desk';
import { expect, expectAccessible, loginOf, picture, signIn, test, useLanguage } from './fixtures';

/** What the worker shows by itself, as a phone's screen would. */
const notices = (page: Page): Promise<{ body: string; actions: string[]; callId: string }[]> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map((note) => ({
      body: note.body,
      actions: ((note as unknown as { actions?: { action: string }[] }).actions ?? []).map(({ action }) => action),
      callId: (note.data as { callId: string }).callId,
    }));
  });

test.use({ viewport: { width: 390, height: 844 }, permissions: ['microphone', 'notifications'] });

test('An agent on a phone answers a call from the notification, with the console in the background', async ({
  page,
  context,
}) => {
  // Another application is in front: nothing of the console is seen.
  await page.addInitScript(() => Object.defineProperty(document, 'hidden', { get: () => true }));
  await signIn(page, loginOf('agent', 1), '/desk');
  await useLanguage(page, 'pl');
  await clearDesk(page);
  await picture(page, 'mobile-desk-idle-pl');
  await expectAccessible(page);
  await waitForOffer(page);
  await picture(page, 'mobile-desk-ringing-pl');
  await expect.poll(() => notices(page)).toHaveLength(1);
  const [notice] = await notices(page);
  expect(notice?.actions).toEqual(['answer', 'decline']);

  // A finger on the notification's button is the browser's own; from there on it is our worker.
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  expect(new URL(worker.url()).pathname).toBe('/service-worker.js');
  await worker.evaluate(async () => {
    const scope = self as unknown as {
      registration: ServiceWorkerRegistration;
      NotificationEvent: new (type: string, init: object) => Event;
    };
    const [notification] = await scope.registration.getNotifications();
    const { NotificationEvent } = scope;
    self.dispatchEvent(new NotificationEvent('notificationclick', { notification, action: 'answer' }));
  });
  await expect(page.locator('app-live-call [data-call-state]')).toHaveAttribute('data-call-state', 'talking');
  await expect.poll(() => notices(page)).toEqual([]);
  await picture(page, 'mobile-desk-talking-pl');
  await expectAccessible(page);
  await page.locator('button[data-action="hang-up"]').click();
  await expect(page.locator('app-live-call [data-call-state]')).toHaveAttribute('data-call-state', 'wrap-up');
  await clearDesk(page);
});
