// SPDX-License-Identifier: Apache-2.0
// The rules of the audit: an index, and a page for each theme.
import { FACTS_OF_RULES } from '@mpk/bom';
import { AUDIT_RULES, AUDIT_RULE_SET, AUDIT_THEMES, type AuditRule } from '@mpk/kit/audit';
import { wrap } from './wrap.ts';

const THEMES = Object.entries(AUDIT_THEMES);

/** Pages by path. */
export function generateAuditPages(): Readonly<Record<string, string>> {
  return {
    'docs/audit/README.md': index(),
    ...Object.fromEntries(THEMES.map(([theme, title]) => [`docs/audit/${theme}.md`, page(title, rulesOf(theme))])),
  };
}

const rulesOf = (theme: string): readonly AuditRule[] => AUDIT_RULES.filter((rule) => rule.theme === theme);

function index(): string {
  const parts = THEMES.map(([theme, title]) => {
    const rows = rulesOf(theme).map(
      ({ id, severity, description }) => `| [\`${id}\`](${theme}.md#${id}) | ${severity} | ${description} |`,
    );
    return `## ${title}\n\n| rule | severity | finds |\n|---|---|---|\n${rows.join('\n')}\n`;
  });
  return `# Rules of the audit

Generated from \`packages/bom/src/audit\`. What \`mpk audit\` looks for: ${AUDIT_RULES.length} rules over facts that files state and facts that
were measured, each with its source. Rules ${AUDIT_RULE_SET.version}. Nothing is fetched, nothing of a model is loaded or run, and nothing
here is legal advice.

${parts.join('\n')}
## Facts of rules alone

Findings rest on [facts](../reference/claims.md) that files state; these ones rules read by themselves, and only findings have them.

| fact | value |
|---|---|
${Object.entries(FACTS_OF_RULES)
  .map(([name, what]) => `| \`${name}\` | ${what} |`)
  .join('\n')}
`;
}

const page = (title: string, rules: readonly AuditRule[]): string => `# ${title}

Generated from \`packages/bom/src/audit\`; \`mpk audit --explain RULE\` shows it too.

${rules.map(section).join('\n')}`;

function section({ id, severity, description, risk, fix, limits, isOfModelsAlone }: AuditRule): string {
  const parts = [
    `## ${id}`,
    wrap(description),
    `**Why it matters.** ${risk}`,
    `**How bad.** ${severity}`,
    `**What to do.** ${fix}`,
    ...(limits === undefined ? [] : [`**What it does not find.** ${limits}`]),
    ...(isOfModelsAlone === true ? ['**For what.** Models alone: data sets are passed over.'] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}
