import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { sourceFiles } from '../architecture/source-graph.mjs';
import { ROOT } from '../lint/paths.mjs';
import { placeOf, isTest } from '../../boundaries.mjs';

const DOMAIN_EVENT = 'DomainEvent';

const nameOf = (node) => {
  if (ts.isTypeReferenceNode(node)) return ts.isIdentifier(node.typeName) ? node.typeName.text : undefined;
  if (ts.isExpressionWithTypeArguments(node))
    return ts.isIdentifier(node.expression) ? node.expression.text : undefined;
  return undefined;
};

/** `DomainEvent<'Name', Data>`, or the same through a shorthand of the file, somewhere below a node. */
function eventsIn(node, makers, found = []) {
  const [type, data] = node.typeArguments ?? [];
  if (type && makers.has(nameOf(node)) && ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)) {
    found.push({ type: type.literal.text, data });
  }
  ts.forEachChild(node, (child) => void eventsIn(child, makers, found));
  return found;
}

/** `type Of<Type extends string, Data> = DomainEvent<Type, …>`: a file's shorthand for what all its events carry. */
function shorthands(source) {
  const isShorthand = (each) =>
    ts.isTypeAliasDeclaration(each) && each.typeParameters?.length > 0 && nameOf(each.type) === DOMAIN_EVENT;
  return source.statements.filter(isShorthand).map((each) => each.name.text);
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
  const makers = new Set([DOMAIN_EVENT, ...shorthands(source)]);
  return source.statements
    .filter((each) => ts.isTypeAliasDeclaration(each) || ts.isInterfaceDeclaration(each))
    .flatMap((statement) =>
      eventsIn(statement, makers).map(({ type, data }) => ({
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
