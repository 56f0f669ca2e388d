import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT, inRepository, resolveOurs } from '../lint/paths.mjs';

const FOLDERS = ['contracts/src', 'backend/src', 'provisioning', 'appliance', 'frontend'];
const SKIPPED = new Set(['node_modules', 'dist', '.angular', '.data']);

/** Every TypeScript file of ours, as repository paths. */
export function sourceFiles(folders = FOLDERS) {
  const walk = (folder) =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      if (SKIPPED.has(entry.name)) return [];
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return walk(path);
      return /\.ts$/.test(entry.name) ? [inRepository(path)] : [];
    });
  return folders
    .map((folder) => join(ROOT, folder))
    .filter((folder) => existsSync(folder))
    .flatMap(walk);
}

const isTypeOnly = (node) => {
  if (ts.isExportDeclaration(node)) {
    if (node.isTypeOnly) return true;
    return !!node.exportClause && ts.isNamedExports(node.exportClause) && allTypes(node.exportClause.elements);
  }
  const clause = node.importClause;
  if (!clause) return false;
  if (clause.isTypeOnly || clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = clause.namedBindings;
  return !clause.name && !!bindings && ts.isNamedImports(bindings) && allTypes(bindings.elements);
};

const allTypes = (elements) => elements.length > 0 && elements.every((each) => each.isTypeOnly);

/** `{ from, to?, name?, typeOnly }` for each import and re-export of a file: `to` for a file of ours, `name` for a package. */
export function importsOf(path, text = readFileSync(join(ROOT, path), 'utf8')) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, false);
  const found = [];
  const add = (specifier, typeOnly) => {
    const to = resolveOurs(join(ROOT, path), specifier);
    found.push(to ? { from: path, to, typeOnly } : { from: path, name: specifier, typeOnly });
  };
  const visit = (node) => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      add(node.moduleSpecifier.text, isTypeOnly(node));
    } else if (ts.isCallExpression(node) && isDynamicImport(node) && ts.isStringLiteralLike(node.arguments[0])) {
      add(node.arguments[0].text, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const isDynamicImport = (node) =>
  node.arguments.length > 0 &&
  (node.expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(node.expression) && node.expression.text === 'require'));

/** The strongly connected groups with more than one member: Tarjan's algorithm over `Map<node, Iterable<node>>`. */
export function cycles(graph) {
  const state = { index: 0, stack: [], marks: new Map(), found: [] };
  for (const node of graph.keys()) if (!state.marks.has(node)) connect(graph, node, state);
  return state.found;
}

function connect(graph, node, state) {
  const mark = { index: state.index, low: state.index, onStack: true };
  state.index += 1;
  state.marks.set(node, mark);
  state.stack.push(node);
  for (const next of graph.get(node) ?? []) {
    const known = state.marks.get(next);
    if (!known) mark.low = Math.min(mark.low, connect(graph, next, state).low);
    else if (known.onStack) mark.low = Math.min(mark.low, known.index);
  }
  if (mark.low === mark.index) close(node, state);
  return mark;
}

function close(node, state) {
  const group = state.stack.splice(state.stack.indexOf(node));
  for (const each of group) state.marks.get(each).onStack = false;
  if (group.length > 1) state.found.push(group.sort());
}
