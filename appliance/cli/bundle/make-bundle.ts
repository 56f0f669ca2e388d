import { createHash } from 'node:crypto';
import { ZipFile } from 'yazl';
import type { Box } from '../../box';
import { COLLECTORS, type Collector } from './collectors';
import type { Redactor } from './redact';

export interface BundledFile {
  readonly file: string;
  readonly content: string;
  readonly replaced: number;
  readonly sha256: string;
  /** Why there is nothing, for a collector that failed or took too long. */
  readonly failed?: string;
  readonly milliseconds: number;
}

export interface Bundle {
  readonly madeAt: string;
  readonly files: readonly BundledFile[];
  /** How many of each kind were replaced. */
  readonly replaced: Readonly<Record<string, number>>;
}

const PATIENCE_MS = 10_000;

/** Everything the collectors gave, redacted; one that fails or is slow leaves its reason instead, and never stops the rest. */
export async function makeBundle(
  box: Box,
  redactor: Redactor,
  {
    collectors = COLLECTORS,
    patienceMs = PATIENCE_MS,
  }: { collectors?: readonly Collector[]; patienceMs?: number } = {},
): Promise<Bundle> {
  const files: BundledFile[] = [];
  for (const collector of collectors) files.push(await collectOne(box, redactor, collector, patienceMs));
  return { madeAt: new Date(box.now()).toISOString(), files, replaced: redactor.summary() };
}

async function collectOne(
  box: Box,
  redactor: Redactor,
  collector: Collector,
  patienceMs: number,
): Promise<BundledFile> {
  const started = performance.now();
  const about = (content: string, failed?: string): BundledFile => {
    const { text, replaced } = redactor.redact(content);
    const sha256 = createHash('sha256').update(text).digest('hex');
    const milliseconds = Math.round(performance.now() - started);
    return {
      file: collector.file,
      content: text,
      replaced,
      sha256,
      milliseconds,
      ...(failed && { failed: redactor.redact(failed).text }),
    };
  };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${patienceMs} ms`)), patienceMs);
  });
  try {
    return about(await Promise.race([collector.collect(box), late]));
  } catch (error) {
    return about('', error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(timer);
  }
}

/** What is in a bundle, for the person who decides whether it may leave the house. */
export const manifestOf = ({ madeAt, files, replaced }: Bundle): string =>
  `${JSON.stringify({ madeAt, replaced, files: files.map(({ content, ...about }) => ({ ...about, bytes: Buffer.byteLength(content) })) }, null, 2)}\n`;

/** The bundle as one zip archive, manifest first. */
export async function zipBundle(bundle: Bundle): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(manifestOf(bundle)), 'manifest.json');
  for (const { file, content } of bundle.files) zip.addBuffer(Buffer.from(content), file);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
