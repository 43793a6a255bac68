// SPDX-License-Identifier: Apache-2.0

/** Longest line of prose in generated pages, in characters. */
const WIDTH = 130;

/** Breaks prose into lines; paragraphs stay, and code between backticks and links are not broken. */
export const wrap = (prose: string): string => prose.split('\n\n').map(wrapParagraph).join('\n\n');

function wrapParagraph(text: string): string {
  const words = text.match(/(?:`[^`]*`|\[[^\]]*\]\([^)]*\)|[^\s`[]|\[)+/g) ?? [];
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join('\n');
}
