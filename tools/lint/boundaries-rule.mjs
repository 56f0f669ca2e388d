import { judgeImport, judgePackage } from '../../boundaries.mjs';
import { inRepository, resolveOurs } from './paths.mjs';

/** True when nothing of the import survives compilation: `import type`, `export type`, or only `type` members. */
const isTypeOnly = (node) => {
  if (node.importKind === 'type' || node.exportKind === 'type') return true;
  const members = node.specifiers ?? [];
  return members.length > 0 && members.every((each) => each.importKind === 'type' || each.exportKind === 'type');
};

/** Judges every import and re-export by the table in boundaries.mjs. */
export const boundariesRule = {
  meta: { type: 'problem', schema: [], messages: { wrong: '{{why}} (boundaries.mjs)' } },
  create(context) {
    const importer = inRepository(context.filename);
    const judge = (node, source, typeOnly) => {
      if (!source || typeof source.value !== 'string') return;
      const ours = resolveOurs(context.filename, source.value);
      const why = ours ? judgeImport(importer, ours, { typeOnly }) : judgePackage(importer, source.value);
      if (why) context.report({ node: source, messageId: 'wrong', data: { why } });
    };
    const declaration = (node) => judge(node, node.source, isTypeOnly(node));
    return {
      ImportDeclaration: declaration,
      ExportNamedDeclaration: declaration,
      ExportAllDeclaration: declaration,
      ImportExpression: (node) => judge(node, node.source, false),
      'CallExpression[callee.name="require"]': (node) => judge(node, node.arguments[0], false),
    };
  },
};
