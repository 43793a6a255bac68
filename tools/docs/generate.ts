// SPDX-License-Identifier: Apache-2.0
// Writes every generated file of the repository; with --check, says which differ and exits 1.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bomComparisonSchema, bomDiffSchema, bomScoreSchema } from '@mpk/bom/assess';
import { ERROR_CODES, evidenceSchema, lockSchema, resultSchema } from '@mpk/core';
import { FORMATS } from '@mpk/formats';
import { auditResultSchema } from '@mpk/kit/audit';
import { inspectResultSchema } from '@mpk/kit/inspect';
import { lineageSchema } from '@mpk/kit/lineage';
import { generateComponents } from '@mpk/kubeflow';
import { generateAuditPages } from './audit-pages.ts';
import { generateBomProfiles } from './bom-profiles.ts';
import { claimsPage } from './claim-pages.ts';
import { generateCheckPages } from './check-pages.ts';
import { generateCliReference, readCliManifest } from './cli-reference.ts';
import { generatePredicatePages } from './predicate-pages.ts';
import { generatePolicyReference } from './policy-reference.ts';

const root = join(import.meta.dirname, '../..');
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const version = (JSON.parse(readFileSync(join(root, 'packages/kit/package.json'), 'utf8')) as { version: string })
  .version;

function exitCodes(): string {
  const rows = Object.entries(ERROR_CODES).map(([code, { exit, meaning }]) => `| \`${code}\` | ${exit} | ${meaning} |`);
  return `# Exit codes

Generated from \`packages/core/src/errors.ts\`. A stable API: codes are added, never renamed.

| exit | meaning |
|---|---|
| 0 | pass; or any verdict where the policy's mode is \`warn\` or \`audit\` |
| 10 | fail: the model is refused |
| 20 | undecided: bad input or configuration, or nothing to check |
| 70 | a bug in the kit |
| 75 | try again: a needed service is unreachable |
| 2 | usage |

Never 1 (a crash), 99 (Airflow's skip) or 125 and above (container runtimes and signals) for an answer. The one
exception is \`record\`: where the recorded command fails, its own status is handed on, whatever it is. Only 0 is a pass. The
\`code\` in \`--json\` says why:

| code | exit | meaning |
|---|---|---|
| \`PASSED\` | 0 | every requirement is met |
${rows.join('\n')}
`;
}

function formats(): string {
  const rows = FORMATS.map(
    (f) =>
      `| \`${f.id}\` | ${f.title} | ${f.implies.map((id) => `\`${id}\``).join(', ')} | ${f.executesOnLoad ? 'yes' : ''} |`,
  );
  return `# Formats

Generated from \`packages/formats\`. What a file is recognised as, by its content alone; for \`requirements.formats\`.
\`deny\` catches an id wherever it stands: as the file's own format, as one that it implies, or as one found inside it.

| id | what | implies | code when loaded |
|---|---|---|---|
${rows.join('\n')}
| \`unknown\` | not recognised for certain; denied unless \`allowUnknown\` | | |
`;
}

const manifest = await readCliManifest(join(root, 'packages/cli'));
const files: Readonly<Record<string, string>> = {
  'docs/reference/exit-codes.md': exitCodes(),
  'docs/reference/formats.md': formats(),
  'docs/reference/claims.md': claimsPage(),
  'docs/reference/cli.md': generateCliReference(manifest),
  'docs/schemas/result-v1alpha1.schema.json': json(resultSchema),
  'docs/schemas/evidence-v1alpha1.schema.json': json(evidenceSchema),
  'docs/schemas/lineage-v1alpha1.schema.json': json(lineageSchema),
  'docs/schemas/inspect-result-v1alpha1.schema.json': json(inspectResultSchema),
  'docs/schemas/audit-result-v1alpha1.schema.json': json(auditResultSchema),
  'docs/schemas/bom-score-v1alpha1.schema.json': json(bomScoreSchema),
  'docs/schemas/bom-diff-v1alpha1.schema.json': json(bomDiffSchema),
  'docs/schemas/bom-comparison-v1alpha1.schema.json': json(bomComparisonSchema),
  'docs/reference/bom-profiles.md': generateBomProfiles(),
  'docs/schemas/model-lock.schema.json': json(lockSchema),
  'packages/cli/oclif.manifest.json': json(manifest),
  'packages/kit/src/version.ts': `// SPDX-License-Identifier: Apache-2.0
// Generated from package.json by npm run docs.
export const VERSION = '${version}';
`,
  ...generatePolicyReference(),
  ...generateCheckPages(),
  ...generateAuditPages(),
  ...generatePredicatePages(),
  ...generateComponents(),
};

const check = process.argv.includes('--check');
const differing: string[] = [];
for (const [name, content] of Object.entries(files)) {
  const path = join(root, name);
  if (existsSync(path) && readFileSync(path, 'utf8') === content) continue;
  differing.push(name);
  if (check) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
for (const name of differing) console.log(check ? `differs: ${name} (run npm run docs)` : `wrote ${name}`);
if (check && differing.length > 0) {
  process.exitCode = 1;
}
