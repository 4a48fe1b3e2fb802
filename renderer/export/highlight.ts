/** TypeScript coloured for reading: words, texts, numbers, notes. Not a parser: it never fails, at worst it stays ink. */
export interface Token {
  readonly is: 'plain' | 'key' | 'text' | 'number' | 'note' | 'call';
  readonly text: string;
}

const KEYWORDS =
  'as async await break case catch class const continue debugger default delete do else enum export extends false finally for from function if implements import in instanceof interface let new null of readonly return satisfies static super switch this throw true try type typeof undefined var void while with yield';

const WORDS = new Set(KEYWORDS.split(' '));

const PATTERN =
  /(?<note>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<text>"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|`(?:[^`\\]|\\[\s\S])*`?)|(?<number>\b\d[\w.]*)|(?<word>[A-Za-z_$][\w$]*)/g;

/** The tokens of each line of a text, in order; joined they are the text. */
export function highlight(source: string): readonly (readonly Token[])[] {
  const lines: Token[][] = [[]];
  const add = (is: Token['is'], text: string): void => {
    for (const [i, piece] of text.split('\n').entries()) {
      if (i > 0) lines.push([]);
      if (piece !== '') lines.at(-1)!.push({ is, text: piece });
    }
  };
  let end = 0;
  for (const match of source.matchAll(PATTERN)) {
    add('plain', source.slice(end, match.index));
    end = match.index + match[0].length;
    const { note, text, number, word } = match.groups ?? {};
    if (note !== undefined) add('note', note);
    else if (text !== undefined) add('text', text);
    else if (number !== undefined) add('number', number);
    else if (word !== undefined) add(kindOf(word, source, end), word);
  }
  add('plain', source.slice(end));
  return lines;
}

function kindOf(word: string, source: string, end: number): Token['is'] {
  if (WORDS.has(word)) return 'key';
  return source[end] === '(' ? 'call' : 'plain';
}
