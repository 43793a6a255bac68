// SPDX-License-Identifier: Apache-2.0
// One page for each check of the inspection, and their index.
import { ALLOW_LISTS, CHECKS, RULES, type AllowList, type Check } from '@mpk/kit/inspect';
import { wrap } from './wrap.ts';

/** Pages by path. */
export function generateCheckPages(): Readonly<Record<string, string>> {
  return {
    'docs/checks/README.md': index(),
    ...Object.fromEntries(CHECKS.map((check) => [`docs/checks/${check.id}.md`, page(check)])),
  };
}

function index(): string {
  const rows = CHECKS.map(({ id, description }) => `| [\`${id}\`](${id}.md) | ${description} |`);
  return `# Checks

Generated from \`packages/inspect\`. What \`mpk inspect\` looks for, and \`requirements.inspection\` of a policy judges. Nothing of a
model is ever loaded or run.

| check | finds |
|---|---|
${rows.join('\n')}

Rules ${RULES.version}. A policy gives a check another severity, or switches it off, by its id:
\`inspection: {failOn: high, checks: {unexpected-files: low}}\`. An exception waives one check for one model until a day.

## What pickles may import

The lists that [\`pickle-imports\`](pickle-imports.md) looks names up in were made from the frameworks themselves, from the module that
defines each name, by \`tools/allow-lists\`.

| framework | versions | may be called | may be made | may be named | makers | loaders |
|---|---|---|---|---|---|---|
${ALLOW_LISTS.map(listRow).join('\n')}
`;
}

function listRow({ framework, versions, called, created, referenced, makers, loaders }: AllowList): string {
  const count = (table: Readonly<Record<string, string>>): number =>
    Object.values(table).reduce((sum, names) => sum + names.split(' ').length, 0);
  const numbers = [called, created, referenced, makers, loaders].map(count);
  return `| ${framework} | ${versions.join(', ')} | ${numbers.join(' | ')} |`;
}

function page({ id, description, about }: Check): string {
  const { finds, risk, severities, fix, limits, references } = about;
  return `# ${id}

Generated from \`packages/inspect/src/checks/${id}.ts\`; \`mpk inspect --explain ${id}\` shows it too.

${wrap(description)}

## What it looks at

${wrap(finds)}

## Why it matters

${wrap(risk)}

## How bad

| severity | when |
|---|---|
${severities.map(([severity, when]) => `| ${severity} | ${when} |`).join('\n')}

## What to do

${wrap(fix)}

## What it does not find

${wrap(limits)}

## See

${references.map((reference) => `- ${link(reference)}`).join('\n')}
`;
}

function link(reference: string): string {
  const cwe = /^CWE-(\d+)$/.exec(reference)?.[1];
  if (cwe !== undefined) return `[${reference}](https://cwe.mitre.org/data/definitions/${cwe}.html)`;
  return reference.startsWith('CVE-') ? `[${reference}](https://www.cve.org/CVERecord?id=${reference})` : reference;
}
