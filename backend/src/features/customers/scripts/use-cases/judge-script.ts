import { Injectable } from '@nestjs/common';
import type { ScriptDocument, ScriptFinding } from '#contracts';
import type { Transaction } from '../../../../platform/database';
import { ExternalUrls, URL_VARIABLES } from '../../external-urls';
import { ContactFieldStore } from '../../records';
import { ScriptStore } from '../data/script.store';
import { namedIn, textsOf } from '../domain/fill-in';
import { validateScript } from '../domain/validate-script';

/** The classifier is not known before the script is over. */
export const SCRIPT_VARIABLES: readonly string[] = URL_VARIABLES.filter((name) => !name.startsWith('classifier.'));

/** Judges a script against what is there now. */
@Injectable()
export class JudgeScript {
  constructor(
    private readonly store: ScriptStore,
    private readonly fields: ContactFieldStore,
    private readonly urls: ExternalUrls,
  ) {}

  async judge(tx: Transaction, scriptId: string, document: ScriptDocument): Promise<ScriptFinding[]> {
    return validateScript(document, {
      contactFields: (await this.fields.ofScope(tx, null)).filter(({ active }) => active),
      classifierIds: await this.store.classifierIds(tx),
      pictureIds: new Set(await this.store.pictures(tx, scriptId)),
      variables: new Set(SCRIPT_VARIABLES),
      refusedAddresses: await this.refused(document),
    });
  }

  private async refused(document: ScriptDocument): Promise<Set<string>> {
    const addresses = new Set(textsOf(document).flatMap((text) => namedIn(text).addresses));
    const judged = await Promise.all(
      [...addresses].map(async (each) => ({ each, ok: (await this.urls.check(each)).ok })),
    );
    return new Set(judged.filter(({ ok }) => !ok).map(({ each }) => each));
  }
}
