// SPDX-License-Identifier: Apache-2.0
// How pages are written that a test follows, word for word:
// - every line of an `sh` block is a command that must end with 0, or as its comment `# exit status N` says;
// - a `text` block is all that the `sh` block before it prints; `...` stands for the rest of a line or, alone, for any lines;
// - a block after a line that ends with "`NAME`:" is the file NAME; all other blocks are for the reader only.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = join(import.meta.dirname, '../../../..');

/** What a reader is told to do, in its order. */
export type TutorialStep =
  | { readonly kind: 'run'; readonly commands: readonly TutorialCommand[] }
  | { readonly kind: 'output'; readonly text: string }
  | { readonly kind: 'file'; readonly name: string; readonly content: string }
  /** a block for the reader only */
  | { readonly kind: 'shown'; readonly language: string; readonly content: string };

export interface TutorialCommand {
  readonly command: string;
  readonly status: number;
}

/** The steps of a page, such as `docs/tutorials/keyless.md`. */
export function stepsOf(page: string): readonly TutorialStep[] {
  const text = readFileSync(resolve(ROOT, page), 'utf8');
  const blocks = [...text.matchAll(/(?:`([^`\n]+)`:\n\n)?^```(\w+)\n([\s\S]*?)^```$/gm)];
  return blocks.map(([, name, language = '', content = '']): TutorialStep => {
    if (language === 'sh') return { kind: 'run', commands: commandsOf(content) };
    if (language === 'text') return { kind: 'output', text: content };
    return name === undefined ? { kind: 'shown', language, content } : { kind: 'file', name, content };
  });
}

/** Lines, joined where one ends with a backslash. */
function commandsOf(block: string): readonly TutorialCommand[] {
  const lines = block
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((command) => {
    const [, status = '0'] = /# exit status (\d+)$/.exec(command) ?? [];
    return { command, status: Number(status) };
  });
}

/** What a `text` block means. */
export function outputPattern(text: string): RegExp {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '...' ? '(?:.*\n)*?' : `${linePattern(line)}\n`));
  return new RegExp(`^${lines.join('')}$`);
}

const linePattern = (line: string): string =>
  line
    .split('...')
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('.*');
