import { parse, parseExpression, type ParserOptions } from '@babel/parser';
import type { Comment, Expression, Statement, TSType } from '@babel/types';

/** The one file that knows the parser. What it hands out are syntax trees with offsets into the text. */

/** A place where a text is not TypeScript: 1-based. */
export interface Problem {
  /** In the parser's own words. */
  readonly message: string;
  /** Which mistake, `unexpected-token`: `syntax.<problem>` of the catalogue of texts has its sentence, for the common ones. */
  readonly problem: string;
  /** What the mistake is about: the token that was expected, the name declared twice. Empty where there is none. */
  readonly what: string;
  readonly line: number;
  readonly column: number;
}

export interface Parsed<Tree> {
  /** Null when nothing could be made of the text; whatever could be saved otherwise. */
  readonly tree: Tree | null;
  readonly comments: readonly Comment[];
  /** Empty exactly when the text is correct. */
  readonly problems: readonly Problem[];
}

const OPTIONS: ParserOptions = {
  sourceType: 'module',
  plugins: ['typescript'],
  errorRecovery: true,
  attachComment: false,
  // Offsets of the inner node leave out its parentheses; as nodes of their own they are not lost.
  createParenthesizedExpressions: true,
};

/** Statements in which `await` and `return` may stand at the top. */
export function parseBody(text: string): Parsed<readonly Statement[]> {
  return attempt<readonly Statement[]>(text, (source) => {
    const file = parse(source, {
      ...OPTIONS,
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
    });
    return {
      tree: own<readonly Statement[]>(file.program.body),
      comments: file.comments ?? [],
      errors: file.errors ?? [],
    };
  });
}

/** One expression, in which `await` may stand. */
export function parseExpressionText(text: string): Parsed<Expression> {
  return attempt<Expression>(text, (source) => {
    const tree = parseExpression(source, { ...OPTIONS, allowAwaitOutsideFunction: true });
    return { tree: own<Expression>(tree), comments: tree.comments ?? [], errors: tree.errors ?? [] };
  });
}

let lastTypes: { readonly text: string; readonly parsed: Parsed<readonly Statement[]> } | null = null;

/** A document's types, for which every one of its bodies asks. The tree is the same each time. */
export function parseTypes(text: string): Parsed<readonly Statement[]> {
  if (lastTypes?.text !== text) lastTypes = { text, parsed: parseDeclarations(text) };
  return lastTypes.parsed;
}

/** Declarations of a module: what a document's types are, and the ambient names of a body. */
export function parseDeclarations(text: string): Parsed<readonly Statement[]> {
  return attempt<readonly Statement[]>(text, (source) => {
    const file = parse(source, OPTIONS);
    return {
      tree: own<readonly Statement[]>(file.program.body),
      comments: file.comments ?? [],
      errors: file.errors ?? [],
    };
  });
}

/** A stretch of a program: what is written for its own sake, what is for readers, and the rest. */
export interface Token {
  readonly is: 'literal' | 'comment' | 'code';
  readonly from: number;
  readonly to: number;
}

/** Strings, the texts of templates, and regular expressions. */
const LITERALS: ReadonlySet<string> = new Set(['string', 'template', 'regexp']);

/** Every token of correct JavaScript, in order; what no token covers is white space. */
export function tokensOf(code: string): readonly Token[] {
  const file = parse(code, {
    sourceType: 'module',
    errorRecovery: true,
    tokens: true,
    createImportExpressions: false,
  });
  return (file.tokens ?? []).map(({ type, start, end }: RawToken) => {
    if (typeof type === 'string') return { is: 'comment', from: start, to: end };
    return { is: LITERALS.has(type.label) ? 'literal' : 'code', from: start, to: end };
  });
}

/** A comment's type is a string, any other token's an object. */
interface RawToken {
  readonly type: string | { readonly label: string };
  readonly start: number;
  readonly end: number;
}

/** A type, as written behind a colon. Null when the text is none. */
export function parseType(text: string): TSType | null {
  const { tree, problems } = parseDeclarations(`type T = ${text}\n;`);
  const first = tree?.[0];
  const alone = tree?.every((statement) => statement === first || statement.type === 'EmptyStatement');
  return problems.length === 0 && alone && first?.type === 'TSTypeAliasDeclaration'
    ? first.typeAnnotation
    : null;
}

// The parser brings a copy of the tree's types, equal but for the exactness of optional fields.
const own = <Tree>(tree: unknown): Tree => tree as Tree;

interface Attempt<Tree> {
  readonly tree: Tree;
  readonly comments: readonly Comment[];
  readonly errors: readonly unknown[];
}

/**
 * Runs the parser. It stops at the first mistake it cannot read past: such a line is blanked and the text read
 * again, so that mistakes further down are found too. The tree of a blanked text is not handed out.
 */
function attempt<Tree>(text: string, run: (text: string) => Attempt<Tree>): Parsed<Tree> {
  const fatal: Problem[] = [];
  let rest = text;
  for (;;) {
    try {
      const { tree, comments, errors } = run(rest);
      const problems = [...fatal, ...errors.map(toProblem)];
      problems.sort((a, b) => a.line - b.line || a.column - b.column);
      return { tree: fatal.length === 0 ? tree : null, comments, problems };
    } catch (error) {
      const problem = toProblem(error);
      const lines = rest.split('\n');
      const last = lines.findLastIndex((line) => line.trim() !== '') + 1;
      // At the very end the text lacks something; after a blanked line that may be our own doing.
      if (fatal.length > 0 && problem.line >= last) return { tree: null, comments: [], problems: fatal };
      fatal.push(problem);
      const line = lines[problem.line - 1];
      if (fatal.length === 5 || problem.line >= last || line === undefined || line.trim() === '') {
        return { tree: null, comments: [], problems: fatal };
      }
      rest = lines.with(problem.line - 1, '').join('\n');
    }
  }
}

/** @throws whatever is no syntax error of the parser */
function toProblem(error: unknown): Problem {
  if (!(error instanceof SyntaxError)) throw error;
  const { loc, reasonCode = '', details } = error as SyntaxError & ParserError;
  if (loc === undefined) throw error;
  const what = Object.values(details ?? {}).find((value) => typeof value === 'string') ?? '';
  const expects = reasonCode === 'UnexpectedToken' && what !== '';
  // The parser repeats the place behind the message; the finding has its own.
  const message = error.message.replace(/ \(\d+:\d+\)$/, '');
  return {
    message,
    problem: expects ? 'expected-token' : kebab(reasonCode),
    what,
    line: loc.line,
    column: loc.column + 1,
  };
}

/** What the parser adds to its errors. */
interface ParserError {
  readonly loc?: { readonly line: number; readonly column: number };
  readonly reasonCode?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

const kebab = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
