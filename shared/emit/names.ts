/** Words that cannot name anything in a module. */
const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private ' +
    'protected public return static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/** Hands out each name once. */
export class UniqueNames {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  /** `wanted`, made an identifier and, where it is taken, numbered. */
  take(wanted: string): string {
    const cleaned = wanted.replace(/[^\p{ID_Continue}$]/gu, '_').replace(/^(?![\p{ID_Start}$_])/u, '_');
    let name = cleaned;
    for (let n = 2; this.#taken.has(name) || KEYWORDS.has(name); n++) name = `${cleaned}${n}`;
    this.#taken.add(name);
    return name;
  }
}
