/** How wide a text will be, near enough to lay out blocks without asking the browser. */

/** Width in pixels at a font size; names are set a little wider than text. */
export function textWidth(text: string, size: number, face: 'ui' | 'name' | 'mono' = 'ui'): number {
  let units = 0;
  for (const char of text) units += unitsOf(char, face);
  return units * size;
}

function unitsOf(char: string, face: 'ui' | 'name' | 'mono'): number {
  if (isWide(char)) return 1;
  if (face === 'mono') return 0.6;
  const bold = face === 'name' ? 1.06 : 1;
  if ("iljtf.,:;|!'()[]".includes(char)) return 0.32 * bold;
  if ('mwMW@%'.includes(char)) return 0.88 * bold;
  if (char === ' ') return 0.28;
  return (char >= 'A' && char <= 'Z' ? 0.68 : 0.57) * bold;
}

/** Han, kana, hangul and full-width signs fill a square. */
const isWide = (char: string): boolean =>
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(
    char,
  );

/** The text, cut to a width with an ellipsis. For canvases; the page cuts by itself. */
export function fitText(
  text: string,
  width: number,
  size: number,
  face: 'ui' | 'name' | 'mono' = 'ui',
): string {
  if (textWidth(text, size, face) <= width) return text;
  const chars = Array.from(text);
  let used = textWidth('…', size, face);
  let kept = 0;
  while (kept < chars.length) {
    used += textWidth(chars[kept]!, size, face);
    if (used > width) break;
    kept++;
  }
  return kept === 0 ? '' : `${chars.slice(0, kept).join('')}…`;
}
