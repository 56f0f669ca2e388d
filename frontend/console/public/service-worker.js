/* global self */
// The console as an installed application: notifications of a waiting call are shown through this worker, because only those of a
// worker have buttons and stand on a locked screen. It keeps nothing: what the server says about people and calls is never stored.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** Tells the open console what was pressed, and brings it to the front; the console asks the server. */
async function pressed({ action, callId }) {
  const [open] = await self.clients.matchAll({ type: 'window' });
  if (!open) return self.clients.openWindow('/desk');
  open.postMessage({ type: 'call-pressed', action: action || 'open', callId });
  return action === 'decline' ? undefined : open.focus();
}

self.addEventListener('notificationclick', (event) => {
  const { action, notification } = event;
  notification.close();
  event.waitUntil(pressed({ action, callId: notification.data?.callId }));
});
