/** The shapes of an icon file: what a block's `icon.svg` holds, as elements and their attributes. */
export interface SvgShape {
  readonly tag: 'path' | 'circle' | 'ellipse' | 'rect' | 'line' | 'polyline' | 'polygon';
  /** As React names them: `strokeWidth`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Reads the shapes of an icon. Anything else in the file is left out: no markup reaches the page as text. */
export function readShapes(svg: string): readonly SvgShape[] {
  return [...svg.matchAll(/<(path|circle|ellipse|rect|line|polyline|polygon)\b([^>]*?)\/?>/g)].map(
    ([, tag, attributes]) => ({
      tag: tag as SvgShape['tag'],
      attributes: Object.fromEntries(
        [...(attributes ?? '').matchAll(/([a-z][\w-]*)="([^"]*)"/g)]
          .filter(([, name]) => ALLOWED.has(name!))
          .map(([, name, value]) => [camel(name!), value!]),
      ),
    }),
  );
}

const ALLOWED: ReadonlySet<string> = new Set(
  'd cx cy r rx ry x y x1 y1 x2 y2 width height points transform fill stroke stroke-width stroke-dasharray opacity'.split(
    ' ',
  ),
);

const camel = (name: string): string =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
