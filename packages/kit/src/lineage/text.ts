// SPDX-License-Identifier: Apache-2.0
import { printable, showName, type PedigreeNode, type Verdict } from '@mpk/core';
import { linkState, originText, roleText } from './links.js';

const MARKS: Readonly<Record<Verdict, string>> = { pass: '✓', fail: '✗', undecided: '?' };

/** The tree for a terminal, one member a line. Texts of others are escaped. */
export const renderTreeText = (root: PedigreeNode, paint = (_: Verdict, text: string): string => text): string =>
  [lineOf(root, paint), ...childLines(root, '', paint)].join('\n');

type Paint = (outcome: Verdict, text: string) => string;

function childLines(node: PedigreeNode, indent: string, paint: Paint): readonly string[] {
  return node.inputs.flatMap((input, i) => {
    const last = i === node.inputs.length - 1;
    const head = `${indent}${last ? '└─ ' : '├─ '}${lineOf(input, paint)}`;
    return [head, ...childLines(input, `${indent}${last ? '   ' : '│  '}`, paint)];
  });
}

function lineOf(node: PedigreeNode, paint: Paint): string {
  const { outcome, text } = linkState(node);
  const facts = [text, originText(node)].filter((part) => part !== undefined).map(printable);
  return `${paint(outcome, MARKS[outcome])} ${showName(node.name)}  ${printable(roleText(node))}: ${facts.join('; ')}`;
}
