// SPDX-License-Identifier: Apache-2.0
import { Models } from '../library.js';
import type { ClaimName } from '../../claims/vocabulary.js';
import type { DocumentInput } from '../../documents/input.js';
import { modelPlaceOf } from '../../documents/model-place.js';
import { isName, lineText, timeOf } from '../../documents/text.js';
import { isSince, specOf, type SpecVersion } from '../json/spec-version.js';
import type { MlComponent } from '../model/index.js';
import { addAuthors } from './authors.js';
import { CitedList } from './cited-list.js';
import type { ComponentDraft } from './component-draft.js';

/** Who made it, who supplies it, and who quantised it are three. */
export function addPeople(
  { model }: DocumentInput,
  draft: ComponentDraft,
  component: MlComponent,
  { author, spec }: { readonly author: ClaimName; readonly spec: SpecVersion },
): void {
  addAuthors(draft, component, author, spec);
  const hasManufacturer = isSince(specOf(spec), '1.6');
  const maker = draft.best('organization', hasManufacturer ? ['manufacturer', 'name'] : ['publisher']);
  if (maker !== undefined) {
    if (hasManufacturer) component.manufacturer = { name: lineText(maker) };
    else component.publisher = lineText(maker);
  }
  const place = modelPlaceOf(model);
  const supplier = draft.best('supplier', ['supplier', 'name'], isName);
  if (supplier !== undefined) component.supplier = new Models.OrganizationalEntity({ name: lineText(supplier) });
  else if (place !== undefined) {
    component.supplier = new Models.OrganizationalEntity({
      name: 'Hugging Face',
      url: new Set(['https://huggingface.co']),
    });
    draft.facts.addNote(draft.ref, ['supplier'], place.note);
  }
}

export function addRelease(draft: ComponentDraft, component: MlComponent, name: ClaimName): void {
  const released = draft.best(name, ['releaseNotes', 'timestamp'], (text) => timeOf(text) !== undefined);
  if (released !== undefined) component.releaseNotes = { type: 'release', timestamp: timeOf(released) };
}

export function addTags(draft: ComponentDraft, component: MlComponent, spec: SpecVersion): void {
  if (!isSince(specOf(spec), '1.6')) return; // They stay properties.
  const list = new CitedList<string>();
  for (const { text, claims } of draft.take('tag')) list.add(lineText(text), lineText(text), claims);
  component.tags = list.finish(draft.facts, draft.ref, ['tags']) ?? [];
}
