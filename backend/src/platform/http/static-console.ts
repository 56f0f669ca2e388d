import express, { type RequestHandler } from 'express';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Paths that belong to the API, the identity provider, sockets and metrics: never answered with the console. */
const SERVER_PATHS = /^\/(api|realms|realtime|metrics|\.well-known)(\/|$)/;

/** Names with the build's content hash never change what they hold. */
const HASHED = /-[A-Z0-9]{8,}\.(js|css|woff2?|svg|png|webp|mp3|wasm)$/i;

/**
 * Serves the built console: hashed files for ever, the rest with revalidation, and index.html for every path of a page, so that a
 * reload inside the console works. Gives no handlers when the directory does not exist (a backend without a built console).
 */
export function staticConsole(directory: string): RequestHandler[] {
  const root = resolve(directory);
  const page = join(root, 'index.html');
  if (!existsSync(page)) return [];
  const files = express.static(root, {
    index: false,
    redirect: false,
    setHeaders: (response, path) =>
      response.setHeader('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'),
  });
  const outsideServerPaths =
    (handler: RequestHandler): RequestHandler =>
    (request, response, next) =>
      SERVER_PATHS.test(request.path) ? next() : handler(request, response, next);
  return [outsideServerPaths(files), outsideServerPaths(pageFallback(page))];
}

const pageFallback =
  (page: string): RequestHandler =>
  (request, response, next) => {
    const isPage =
      (request.method === 'GET' || request.method === 'HEAD') &&
      request.accepts('html') === 'html' &&
      !/\.[a-z0-9]+$/i.test(request.path);
    if (!isPage) return next();
    response.setHeader('cache-control', 'no-cache');
    response.sendFile(page);
  };
