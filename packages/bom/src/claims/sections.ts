// SPDX-License-Identifier: Apache-2.0

/** A part of a card, by its heading. */
export interface Section {
  readonly title: string;
  /** 1 to 6 */
  readonly level: number;
  /** what stands under it, down to the next heading of any level */
  readonly text: string;
}

/** Longest heading: what stands behind is no title, and every reader would look through it. */
export const MAX_TITLE_CHARS = 500;

/** Most headings of one card that are looked at. */
const MAX_SECTIONS = 1000;

/** Splits Markdown by its headings (`#` and underlined); what stands in fences of code and in comments is text. */
export function sectionsOf(markdown: string): readonly Section[] {
  const sections: { title: string; level: number; lines: string[] }[] = [];
  const isProse = proseLines();
  let before = '';
  for (const line of markdown.split(/\r?\n/)) {
    const heading = isProse(line) ? headingOf(line, before) : undefined;
    before = line;
    if (heading !== undefined && sections.length < MAX_SECTIONS) {
      if (heading.isUnderline) sections.at(-1)?.lines.pop();
      sections.push({ title: heading.title, level: heading.level, lines: [] });
    } else sections.at(-1)?.lines.push(line);
  }
  return sections.map(({ title, level, lines }) => ({ title, level, text: withoutBlankEnds(lines) }));
}

/** Indents of the first line stay: four spaces make code of it. */
function withoutBlankEnds(lines: readonly string[]): string {
  const first = lines.findIndex((line) => line.trim() !== '');
  return first < 0 ? '' : lines.slice(first).join('\n').trimEnd();
}

/** Says of each line of a Markdown text in turn whether it is outside of fences of code and of comments. */
export function proseLines(): (line: string) => boolean {
  let fence: string | undefined;
  let isComment = false;
  return (line) => {
    if (isComment) {
      isComment = !line.includes('-->');
      return false;
    }
    const mark = /^ {0,3}(```+|~~~+)/.exec(line)?.[1];
    if (mark !== undefined && (fence === undefined || (mark.startsWith(fence) && mark.length >= fence.length))) {
      fence = fence === undefined ? mark : undefined;
      return false;
    }
    if (fence !== undefined || mark !== undefined) return false;
    const [, rest] = /^ {0,3}<!--(.*)$/.exec(line) ?? [];
    isComment = rest?.includes('-->') === false;
    return rest === undefined;
  };
}

function headingOf(line: string, before: string): { title: string; level: number; isUnderline: boolean } | undefined {
  const [, marks = '', title = ''] = /^ {0,3}(#{1,6})[ \t]+(.*)$/.exec(line) ?? [];
  if (marks !== '') return { title: plainTitle(title), level: marks.length, isUnderline: false };
  const underline = /^ {0,3}(=+|-+)[ \t]*$/.exec(line)?.[1];
  if (underline === undefined || !/^ {0,3}[^\s#>*|`~-]/.test(before)) return undefined;
  return { title: plainTitle(before), level: underline.startsWith('=') ? 1 : 2, isUnderline: true };
}

/** Without marks of emphasis, links, pictures and anchors: what stands within a word is no mark. */
const plainTitle = (title: string): string =>
  title
    .slice(0, MAX_TITLE_CHARS)
    .replace(/[ \t]+#+[ \t]*$/, '')
    .replace(/<[^<>]{0,500}>/g, '')
    .replace(/!?\[([^[\]]{0,500})\]\([^()]{0,500}\)/g, '$1')
    .replace(/[*`]/g, '')
    .replace(/(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
