// SPDX-License-Identifier: Apache-2.0
import type { ClaimName } from '../../claims/vocabulary.js';
import { lineText } from '../../documents/text.js';
import { isSince, specOf, type SpecVersion } from '../json/spec-version.js';
import type { Contact, MlComponent } from '../model/index.js';
import { CitedList } from './cited-list.js';
import type { ComponentDraft } from './component-draft.js';

/** `authors`; before 1.6 there is one text for all of them. */
export function addAuthors(draft: ComponentDraft, component: MlComponent, name: ClaimName, spec: SpecVersion): void {
  const list = new CitedList<Contact>();
  const sayings = draft.take(name).filter(({ text }) => lineText(text) !== '');
  for (const { text, claims } of sayings) list.add(lineText(text), { name: lineText(text) }, claims);
  if (isSince(specOf(spec), '1.6')) component.authors = list.finish(draft.facts, draft.ref, ['authors']) ?? [];
  else if (sayings.length > 0) {
    component.author = [...new Set(sayings.map(({ text }) => lineText(text)))].sort().join(', ');
    for (const { claims } of sayings) draft.facts.add(draft.ref, ['author'], claims);
  }
}
