import { basename } from 'node:path';
import { FOLDER_NAMES_REFUSED } from '../../boundaries.mjs';
import { inRepository } from './paths.mjs';

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;

/** kebab-case file names; no folder or file named after nothing (`utils`, `helpers`). */
export const namingRule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      kebab: 'name the file in kebab-case after its main export (found "{{name}}")',
      vague: '"{{name}}" says nothing: name it after what is inside',
    },
  },
  create(context) {
    // A template inside a component is linted under a made-up name.
    if (context.physicalFilename !== context.filename) return {};
    return {
      Program(node) {
        const path = inRepository(context.filename);
        const name = basename(path);
        if (!KEBAB.test(name)) context.report({ node, messageId: 'kebab', data: { name } });
        const stems = path.split('/').map((part) => part.split('.')[0]);
        const vague = stems.find((stem) => FOLDER_NAMES_REFUSED.includes(stem));
        if (vague) context.report({ node, messageId: 'vague', data: { name: vague } });
      },
    };
  },
};
