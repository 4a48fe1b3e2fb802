import type { Node } from '@babel/types';
import { endOf, startOf } from './syntax.ts';

/** A stretch of the text that is TypeScript only, and what JavaScript has in its place. */
export interface Erased {
  readonly start: number;
  readonly end: number;
  readonly js: string;
}

/**
 * What of a node itself, not of the nodes below it, is TypeScript only. `whole`: all of it, nothing below needs
 * a look.
 */
export interface Erasure {
  readonly whole: boolean;
  readonly ranges: readonly Erased[];
}

const NONE: Erasure = { whole: false, ranges: [] };

export function erasure(node: Node, text: string): Erasure {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return part(endOf(node.expression), endOf(node));
    case 'TSNonNullExpression':
    case 'TSInstantiationExpression':
      return part(endOf(node.expression), endOf(node));
    case 'TSTypeAssertion':
      // Without parentheses `=> <T>{}` would become a block, and `return <T>⏎x` would return nothing.
      return parts([
        { start: startOf(node), end: startOf(node.expression), js: '(' },
        { start: endOf(node), end: endOf(node), js: ')' },
      ]);
    case 'Identifier':
      return node.optional === true || node.typeAnnotation
        ? part(nameEnd(startOf(node), text), endOf(node))
        : NONE;
    case 'ObjectPattern':
    case 'ArrayPattern':
    case 'RestElement':
    case 'AssignmentPattern':
      return node.typeAnnotation ? part(startOf(node.typeAnnotation), endOf(node.typeAnnotation)) : NONE;
    case 'VariableDeclarator':
      return node.definite === true && !('typeAnnotation' in node.id && node.id.typeAnnotation)
        ? part(nameEnd(startOf(node.id), text), endOf(node.id))
        : NONE;
    case 'ClassDeclaration':
    case 'ClassExpression':
      return classHead(node, text);
    case 'ClassProperty':
    case 'ClassPrivateProperty':
    case 'ClassAccessorProperty':
      return property(node, text);
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSDeclareFunction':
    case 'TSDeclareMethod':
    case 'TSIndexSignature':
    case 'TSTypeParameterInstantiation':
    case 'TSTypeParameterDeclaration':
    case 'TSTypeAnnotation':
      return { whole: true, ranges: [{ start: startOf(node), end: endOf(node), js: '' }] };
    default:
      return node.type.startsWith('TS')
        ? { whole: true, ranges: [{ start: startOf(node), end: endOf(node), js: '' }] }
        : NONE;
  }
}

/** Modifiers of a member that stand before its name. */
export function modifiers(node: Node, keyStart: number, text: string): readonly Erased[] {
  const start = startOf(node);
  const words = /\b(?:public|private|protected|readonly|override|abstract|declare)\b\s*/g;
  return [...text.slice(start, keyStart).matchAll(words)].map(({ index, 0: word }) => ({
    start: start + index,
    end: start + index + word.length,
    js: '',
  }));
}

/** The `this` parameter a function may declare is a type. */
export const isThisParameter = (node: Node): boolean => node.type === 'Identifier' && node.name === 'this';

/** Statements that exist for the type checker only. */
export function isTypeOnly(node: Node): boolean {
  switch (node.type) {
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSDeclareFunction':
      return true;
    case 'VariableDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
      return node.declare === true;
    default:
      return false;
  }
}

/** TypeScript that is more than types: it would have to be translated, not left out. */
export function notErasable(node: Node): string | null {
  switch (node.type) {
    case 'TSEnumDeclaration':
      return node.declare === true ? null : 'enum';
    case 'TSModuleDeclaration':
      return node.declare === true ? null : 'namespace';
    case 'TSParameterProperty':
      return 'parameter property';
    case 'TSImportEqualsDeclaration':
    case 'TSExportAssignment':
    case 'TSNamespaceExportDeclaration':
      return 'import =';
    default:
      return null;
  }
}

function classHead(
  node: Extract<Node, { type: 'ClassDeclaration' | 'ClassExpression' }>,
  text: string,
): Erasure {
  const ranges: Erased[] = [];
  if (node.type === 'ClassDeclaration' && node.abstract === true) {
    const word = /\babstract\b\s*/g;
    word.lastIndex = startOf(node);
    const found = word.exec(text);
    if (found) ranges.push({ start: found.index, end: word.lastIndex, js: '' });
  }
  const implemented = node.implements?.at(-1);
  if (implemented) {
    const before = [node.id, node.typeParameters, node.superClass, node.superTypeParameters];
    const from = Math.max(startOf(node), ...before.map((one) => (one ? endOf(one) : 0)));
    ranges.push({ start: text.indexOf('implements', from), end: endOf(implemented), js: '' });
  }
  return { whole: false, ranges };
}

function property(
  node: Extract<Node, { type: 'ClassProperty' | 'ClassPrivateProperty' | 'ClassAccessorProperty' }>,
  text: string,
): Erasure {
  const abstract = 'abstract' in node && node.abstract === true;
  const declare = 'declare' in node && node.declare === true;
  if (abstract || declare)
    return { whole: true, ranges: [{ start: startOf(node), end: endOf(node), js: '' }] };
  const computed = 'computed' in node && node.computed === true;
  const keyStart = computed ? text.lastIndexOf('[', startOf(node.key)) : startOf(node.key);
  const keyEnd = computed ? text.indexOf(']', endOf(node.key)) + 1 : endOf(node.key);
  const ranges = [...modifiers(node, keyStart, text)];
  const mark = ('optional' in node && node.optional) || ('definite' in node && node.definite);
  if (node.typeAnnotation) ranges.push({ start: keyEnd, end: endOf(node.typeAnnotation), js: '' });
  else if (mark) ranges.push({ start: keyEnd, end: endOfMark(keyEnd, text), js: '' });
  // A type may have kept the next line apart from this one.
  if (text[endOf(node) - 1] !== ';') ranges.push({ start: endOf(node), end: endOf(node), js: ';' });
  return { whole: false, ranges };
}

const part = (start: number, end: number): Erasure => parts([{ start, end, js: '' }]);

const parts = (ranges: readonly Erased[]): Erasure => ({ whole: false, ranges });

const endOfMark = (from: number, text: string): number => {
  const mark = /\s*[?!]/y;
  mark.lastIndex = from;
  return mark.test(text) ? mark.lastIndex : from;
};

function nameEnd(start: number, text: string): number {
  const name = /(?:[\p{ID_Continue}$\u200c\u200d]|\\u[\dA-Fa-f]{4}|\\u\{[\dA-Fa-f]+\})+/uy;
  name.lastIndex = start;
  return name.test(text) ? name.lastIndex : start;
}
