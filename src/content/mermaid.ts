/** An open end of a picture, to be led to whatever is drawn next. */
export interface End {
  readonly from: string;
  readonly label?: string;
  readonly dotted?: boolean;
}

export type Shape = 'question' | 'act' | 'part' | 'diamond' | 'end';

/** A picture that grows node by node; `lines` gives it as Mermaid text, the same text for the same growth. */
export interface Chart {
  /** Draws a node, leads the open ends to it, and gives its own. */
  node(shape: Shape, words: string, ends: readonly End[]): End;
  /** Draws a frame with a title around whatever is drawn inside. */
  inside<T>(title: string, draw: () => T): T;
  lines(title: string, description: string): string[];
}

const shapes: Readonly<Record<Shape, readonly [string, string]>> = {
  question: ['["', '"]'],
  act: ['[/"', '"/]'],
  part: ['[["', '"]]'],
  diamond: ['{"', '"}'],
  end: ['(["', '"])'],
};

const widest = 36;

export function chart(): Chart {
  const nodes: string[] = [];
  const arrows: string[] = [];
  let count = 0;
  let frames = 0;
  let depth = 1;
  const draw = (line: string): void => void nodes.push(`${'  '.repeat(depth)}${line}`);
  return {
    node(shape, words, ends) {
      count += 1;
      const name = `n${count}`;
      const [open, close] = shapes[shape];
      draw(`${name}${open}${label(words)}${close}`);
      for (const end of ends)
        arrows.push(
          `  ${end.from} ${end.dotted === true ? '-.->' : '-->'}${end.label === undefined ? '' : `|${end.label}|`} ${name}`,
        );
      return { from: name };
    },
    inside(title, inner) {
      frames += 1;
      draw(`subgraph g${frames}["${label(title)}"]`);
      depth += 1;
      const drawn = inner();
      depth -= 1;
      draw('end');
      return drawn;
    },
    lines: (title, description) => [
      'flowchart TD',
      `  accTitle: ${plain(title)}`,
      `  accDescr: ${plain(description)}`,
      ...nodes,
      ...arrows,
    ],
  };
}

/** Words inside quotation marks: broken into short lines, and no sign that Mermaid would read as its own. */
function label(words: string): string {
  const lines: string[] = [];
  for (const word of words.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < widest) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  // "1. " at the beginning would be read as a list.
  return lines
    .join('\n')
    .replace(/[#"<>`{}|\\;]/g, (sign) => `#${sign.codePointAt(0) ?? 32};`)
    .replace(/^(\d+)\. /gm, '$1#46; ')
    .replaceAll('\n', '<br/>');
}

function plain(words: string): string {
  return words.replace(/[\n#;{}"]/g, ' ');
}
