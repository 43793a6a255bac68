// SPDX-License-Identifier: Apache-2.0
import { ELEMENTS, OBLIGATIONS, PROFILES, showRemedy, type Profile } from '@mpk/bom/assess';

/** `docs/reference/bom-profiles.md`: what each profile asks of a BOM, where that stands, and what closes a gap. */
export const generateBomProfiles = (): string => `# Profiles of BOMs

Generated from \`packages/bom/src/score/profiles.ts\` and \`elements/\`. What a BOM is scored against: any CycloneDX of 1.4 to
1.7, of any producer.

An element is \`present\`, \`absent\`, \`not-applicable\` or \`asserted-unknown\`. What is inferred, empty, a template's text or a
default that a tool writes is not present. Elements of datasets and files are present where every one of them has it.
*Substantiated* are those whose value a citation (or a property \`mpk:source:<pointer>\`), a digest, the form of the document or a
verified signature backs. Weights: ${Object.entries(OBLIGATIONS)
  .map(([name, weight]) => `${name} ${weight}`)
  .join(', ')}.

${Object.values(PROFILES).map(profileSection).join('\n\n')}
`;

function profileSection({ id, title, issuer, status, source, requirements }: Profile): string {
  const rows = requirements.map(({ reference, element, obligation }) => {
    const { label, home, close } = ELEMENTS[element];
    return `| ${reference} | ${label} (\`${element}\`) | ${obligation} | ${home} | ${close.map(showRemedy).join('; ')} |`;
  });
  return `## ${id}

**${title}**, ${issuer}. Status: ${status}. Source: ${source}.

| reference | element | obligation | where in CycloneDX | what closes a gap |
|---|---|---|---|---|
${rows.join('\n')}`;
}
