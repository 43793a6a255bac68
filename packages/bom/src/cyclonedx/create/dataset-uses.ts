// SPDX-License-Identifier: Apache-2.0
import type { Saying, SubjectClaims } from '../../documents/claims-of.js';
import { cleanText, compareText } from '../../documents/text.js';
import type { ComponentDraft } from './component-draft.js';
import type { DatasetRole, DatasetUse } from './datasets.js';

/** Datasets that the model names, and those that are only described, in order of their names. */
export function datasetUses(
  draft: ComponentDraft,
  subjects: ReadonlyMap<string, SubjectClaims>,
): readonly DatasetUse[] {
  const uses = new Map<string, (readonly [DatasetRole, Saying])[]>();
  for (const role of ['training', 'evaluation'] as const) {
    for (const saying of draft.take(`dataset.${role}`)) {
      const known = uses.get(saying.text) ?? [];
      known.push([role, saying]);
      uses.set(saying.text, known);
    }
  }
  for (const subject of subjects.keys()) {
    const name = subject.startsWith('dataset:') ? subject.slice('dataset:'.length) : '';
    if (cleanText(name).trim() !== '' && !uses.has(name)) uses.set(name, []);
  }
  return [...uses].map(([name, roles]) => ({ name, roles })).sort((a, b) => compareText(a.name, b.name));
}
