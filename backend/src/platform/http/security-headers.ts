import type { RequestHandler } from 'express';
import helmet from 'helmet';

export interface SecurityOptions {
  readonly publicUrl: string;
  /** Origins beside our own that the console may speak to and sign in at. */
  readonly extraOrigins: readonly string[];
  /** What else it may show in frames now. */
  readonly frames: () => readonly string[];
}

const httpOnly = (origins: readonly string[]): string[] => origins.filter((origin) => origin.startsWith('http'));

/**
 * Headers of every answer. Scripts come from our own origin only and never inline. Styles may stand inline, because Angular
 * writes component styles into the page. Browsers may frame us only within our own origin (the silent sign-in check).
 */
export function securityHeaders({ publicUrl, extraOrigins, frames }: SecurityOptions): RequestHandler {
  const { protocol, host } = new URL(publicUrl);
  const secure = protocol === 'https:';
  const self = "'self'";
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: [self],
        scriptSrc: [self],
        scriptSrcAttr: ["'none'"],
        styleSrc: [self, "'unsafe-inline'"],
        imgSrc: [self, 'data:', 'blob:'],
        fontSrc: [self, 'data:'],
        mediaSrc: [self, 'blob:'],
        workerSrc: [self, 'blob:'],
        connectSrc: [self, `${secure ? 'wss' : 'ws'}://${host}`, ...extraOrigins],
        frameSrc: [() => [self, ...httpOnly(extraOrigins), ...frames()].join(' ')],
        formAction: [self, ...httpOnly(extraOrigins)],
        frameAncestors: [self],
        objectSrc: ["'none'"],
        baseUri: [self],
      },
    },
    strictTransportSecurity: secure && { maxAge: 31_536_000, includeSubDomains: false },
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'sameorigin' },
  });
}
