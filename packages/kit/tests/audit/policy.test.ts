// SPDX-License-Identifier: Apache-2.0
// What a policy asks of what the files state, from the read that makes their digests.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { decide } from '@mpk/kit/decide';
import { verifyModel } from '@mpk/kit/verify';

const CARD = `---
license: apache-2.0
base_model: acme/one
---
# Toy

## Bias, Risks, and Limitations
It was seen to say wrong things of people who are older than those it was shown.

## Evaluation by subgroup
Accuracy is 0.91 for women and 0.90 for men.
`;

const UNLICENSE = `This is free and unencumbered software released into the public domain.
Anyone is free to copy, modify, publish, use, compile, sell, or distribute this software.`;

const policyOf = (spec: string): Buffer =>
  Buffer.from(`apiVersion: modelprovenance.dev/v1alpha1\nkind: ModelPolicy\nmetadata: { name: p }\nspec:\n${spec}`);

interface Answer {
  readonly lines: readonly string[];
  readonly decided: readonly string[];
}

/** The lines of a result, and those of stored evidence under the same policy. */
async function answer(spec: string, files: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const policy = { bytes: policyOf(spec), source: 'policy.yaml' };
  let found: Answer | undefined;
  await withTempFolder(async (folder) => {
    const model = join(folder, 'model');
    mkdirSync(model);
    for (const [name, content] of Object.entries({ 'README.md': CARD, ...files }))
      writeFileSync(join(model, name), content);
    const { result, evidence } = await verifyModel({ model, policy });
    const path = join(folder, 'evidence.json');
    writeFileSync(path, JSON.stringify(evidence));
    const shown = (requirements: (typeof result)['requirements']): readonly string[] =>
      requirements.map(({ id, outcome }) => `${id} ${outcome}`);
    found = {
      lines: shown(result.requirements),
      decided: shown((await decide({ evidencePath: path, policy })).result.requirements),
    };
  });
  return found ?? { lines: [], decided: [] };
}

describe('a policy', () => {
  it.each<[what: string, spec: string, files: Record<string, string>, expected: string]>([
    ['a licence on its list', '  requirements: { licenses: { allow: [Apache-2.0] } }\n', {}, 'licenses pass'],
    ['a licence that is not', '  requirements: { licenses: { allow: [mit] } }\n', {}, 'licenses fail'],
    [
      'a text of a licence that is not on its list',
      '  requirements: { licenses: { allow: [Apache-2.0] } }\n',
      { LICENSE: UNLICENSE },
      'licenses fail',
    ],
    [
      'a text of a licence by the name that SPDX has',
      '  requirements: { licenses: { allow: [Apache-2.0, Unlicense] } }\n',
      { LICENSE: UNLICENSE },
      'licenses pass',
    ],
    [
      'a sentence of the card that names another licence',
      '  requirements: { licenses: { allow: [Apache-2.0] } }\n',
      { 'README.md': `${CARD}\n## Terms\n\nThis model is released under the GPL-3.0 license.\n` },
      'licenses fail',
    ],
    ...(
      ['license: mit\nlicense: Apache-2.0', 'license: Apache-2.0\nlicense: mit', 'license: [Apache-2.0, mit]'] as const
    ).map((stated): [string, string, Record<string, string>, string] => [
      `a card that states two, of which one is not on its list: ${stated}`,
      '  requirements: { licenses: { allow: [Apache-2.0] } }\n',
      { 'README.md': `---\n${stated}\n---\n` },
      'licenses fail',
    ]),
    ...(
      [
        ['is no text', `---\nlicense: gpl-3.0\n---\n# A ${'\u0007'.repeat(20)}\n`],
        ['is too large', `---\nlicense: gpl-3.0\n---\n${'x'.repeat(4 * 1024 * 1024)}`],
        ['has front matter without an end', '---\nlicense: gpl-3.0\n'],
      ] as const
    ).map(([what, card]): [string, string, Record<string, string>, string] => [
      `a card that ${what}, beside a text that is on its list`,
      '  requirements: { licenses: { allow: [Unlicense], deny: [gpl-3.0], unknown: allow } }\n',
      { 'README.md': card, LICENSE: UNLICENSE },
      'licenses undecided',
    ]),
    ...(
      ['gpl-3.0-only', 'GPL-3.0-or-later', 'GNU GPL v3', 'GPL-3.0-only OR MIT', 'other\nlicense_name: gpl-3.0'] as const
    ).map((license): [string, string, Record<string, string>, string] => [
      `a licence that it denies by another name: ${license}`,
      '  requirements: { licenses: { deny: [gpl-3.0], unknown: allow } }\n',
      { 'README.md': `\n\n---\nlicense: ${license}\n---\n` },
      'licenses fail',
    ]),
    ['facts that are there', '  requirements: { metadata: { require: [license, base-model] } }\n', {}, 'metadata pass'],
    ['facts that are not', '  requirements: { metadata: { require: [parameters.count] } }\n', {}, 'metadata fail'],
    ['files that agree', '  requirements: { audit: { failOn: high } }\n', {}, 'audit pass'],
    [
      'files that do not',
      '  requirements: { audit: { failOn: high } }\n',
      { 'adapter_config.json': '{"peft_type": "LORA", "base_model_name_or_path": "acme/two"}' },
      'audit fail',
    ],
    [
      'a card that says enough',
      '  requirements: { bom: { profile: g7-2026, minimum: 0.2, substantiated: 0.1 } }\n',
      {},
      'bom pass',
    ],
    [
      'a card that says too little',
      '  requirements: { bom: { profile: eu-annex-xi, minimum: 0.9 } }\n',
      {},
      'bom fail',
    ],
    [
      'sections of the card',
      `  rules:
    - id: card
      cel: >-
        "section" in claims && ["bias", "limitations", "evaluation-subgroups"].all(id,
        claims["section"].exists(s, s.id == id && !s.isTemplate && s.characters > 20))
      message: the card must speak of bias, limitations and subgroups
`,
      {},
      'rule:card pass',
    ],
  ])('judges %s, and stored evidence alike', async (_, spec, files, expected) => {
    const { lines, decided } = await answer(spec, files);
    expect(lines).toEqual([expected]);
    expect(decided).toEqual(lines);
  });

  it.each([
    ['a rule of the audit', '  requirements: { audit: { rules: { nothing: high } } }\n', 'the id of a rule'],
    ['a profile', '  requirements: { bom: { profile: g8-2026 } }\n', 'did you mean "g7-2026"'],
    ['a fact', '  requirements: { metadata: { require: [licence] } }\n', 'did you mean "license"'],
  ])('that names %s that does not exist is refused', async (_, spec, message) => {
    await withTempFolder(async (folder) => {
      writeFileSync(join(folder, 'a.txt'), 'x');
      const { result } = await verifyModel({ model: folder, policy: { bytes: policyOf(spec), source: 'p' } });
      expect(result).toMatchObject({ verdict: 'undecided', code: 'POLICY_INVALID' });
      expect(result.error?.message).toContain(message);
    });
  });
});
