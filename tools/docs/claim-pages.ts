// SPDX-License-Identifier: Apache-2.0
// The vocabulary of facts, and which files they are collected from.
import { COLLECTORS, VOCABULARY } from '@mpk/bom';

/** The page on facts. */
export function claimsPage(): string {
  const names = Object.entries(VOCABULARY).map(([name, what]) => `| \`${name}\` | ${what.replaceAll('|', '\\|')} |`);
  const collectors = COLLECTORS.map(({ id, reads }) => `| ${id} | ${reads.replaceAll('|', '\\|')} |`);
  return `# Facts that files state

Generated from \`packages/bom/src/claims\`. A claim is one stated fact with its source: subject, name, value, file and place in it, SHA-256 of
the file, and how it is known: \`measured\` from bytes, \`declared\` by a file, \`stated\` by whoever signed or called, \`inferred\` from
something else. Two claims about one fact may disagree; both are kept. \`requirements.metadata\` of a policy and \`claims["name"]\` of its
rules go by these names.

| name | value |
|---|---|
${names.join('\n')}

## Which files are read

Offline, in the one pass that digests; nothing is loaded or run.

| collector | reads |
|---|---|
${collectors.join('\n')}
`;
}
