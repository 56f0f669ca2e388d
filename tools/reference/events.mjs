import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { sourceFiles } from '../architecture/source-graph.mjs';
import { ROOT } from '../lint/paths.mjs';
import { placeOf, isTest } from '../../boundaries.mjs';

const CALLED = 'DomainEvent';

/** `DomainEvent<'Name', Data>` somewhere below a node: the name and the data type. */
function eventsIn(node, found = []) {
  const isReference = ts.isTypeReferenceNode(node) || ts.isExpressionWithTypeArguments(node);
  const name = ts.isTypeReferenceNode(node) ? node.typeName : node.expression;
  if (isReference && name && ts.isIdentifier(name) && name.text === CALLED && node.typeArguments?.length) {
    const [type, data] = node.typeArguments;
    if (ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)) found.push({ type: type.literal.text, data });
  }
  ts.forEachChild(node, (child) => void eventsIn(child, found));
  return found;
}

const oneLine = (text) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/^\{ ?| ?\}$/g, '')
    .replaceAll('readonly ', '')
    .replace(/;$/, '');

const commentOf = (statement) =>
  (statement.jsDoc ?? []).map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? '').join(' ');

/** Events as the source declares them: `{ feature, type, data, comment }`, sorted. */
export function eventsOf(path, text) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  return source.statements
    .filter((each) => ts.isTypeAliasDeclaration(each) || ts.isInterfaceDeclaration(each))
    .flatMap((statement) =>
      eventsIn(statement).map(({ type, data }) => ({
        feature: placeOf(path)?.unit ?? path,
        type,
        data: data ? oneLine(data.getText(source)) : '',
        comment: oneLine(commentOf(statement)),
      })),
    );
}

const cell = (text) => text.replaceAll('|', '\\|');

export function eventsPage() {
  const events = sourceFiles(['backend/src'])
    .filter((path) => !isTest(path))
    .flatMap((path) => eventsOf(path, readFileSync(join(ROOT, path), 'utf8')));
  const units = [...new Set(events.map(({ feature }) => feature))].sort();
  const tables = units.map((unit) => {
    const rows = events
      .filter(({ feature }) => feature === unit)
      .sort((a, b) => a.type.localeCompare(b.type))
      .map(({ type, data, comment }) => `| \`${type}\` | ${data ? `\`${cell(data)}\`` : ''} | ${cell(comment)} |`);
    return [`## ${unit}`, '', '| event | data | why |', '|---|---|---|', ...rows].join('\n');
  });
  return ['# Events', 'Facts that the journal keeps, by the part that writes them.', ...tables].join('\n\n');
}
