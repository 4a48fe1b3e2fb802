import { useMemo } from 'react';
import { readMarkdown, type Block, type Inline } from './markdown.ts';

/** A page of Markdown: elements, never markup from a string. */
export const Markdown = ({
  text,
  className = '',
}: {
  readonly text: string;
  readonly className?: string;
}) => {
  const blocks = useMemo(() => readMarkdown(text), [text]);
  return (
    <div className={`ui-markdown ${className}`}>
      {blocks.map((block, i) => (
        <Piece key={i} block={block} />
      ))}
    </div>
  );
};

const Piece = ({ block }: { readonly block: Block }) => {
  switch (block.is) {
    case 'heading':
      return block.level <= 1 ? (
        <h3>
          <Words text={block.text} />
        </h3>
      ) : (
        <h4>
          <Words text={block.text} />
        </h4>
      );
    case 'paragraph':
      return (
        <p>
          <Words text={block.text} />
        </p>
      );
    case 'code':
      return <pre tabIndex={0}>{block.text}</pre>;
    case 'list': {
      const items = block.items.map((item, i) => (
        <li key={i}>
          <Words text={item} />
        </li>
      ));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'table':
      return (
        <table>
          {block.head.length > 0 && (
            <thead>
              <tr>
                {block.head.map((cell, i) => (
                  <th key={i} scope="col">
                    <Words text={cell} />
                  </th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>
            {block.rows.map((row, i) => (
              <tr key={i}>
                {row.map((cell, j) => (
                  <td key={j}>
                    <Words text={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
};

const Words = ({ text }: { readonly text: readonly Inline[] }) =>
  text.map((part, i) => {
    switch (part.is) {
      case 'code':
        return <code key={i}>{part.text}</code>;
      case 'strong':
        return <strong key={i}>{part.text}</strong>;
      case 'emphasis':
        return <em key={i}>{part.text}</em>;
      case 'text':
        return part.text;
    }
  });
