// SPDX-License-Identifier: Apache-2.0
import { Enums } from '../library.js';
import type { Claim } from '@mpk/core';
import type { SubjectClaims, Saying } from '../../documents/claims-of.js';
import { hubUrlOf, repositoryOf } from '../../documents/hub-place.js';
import { hubPurlOf } from '../../documents/purls.js';
import { referenceOf } from '../../documents/references.js';
import { cleanText, isVersion, timeOf, versionOf } from '../../documents/text.js';
import { webUrl } from '../../documents/web-url.js';
import { MlComponent, type ComponentData } from '../model/index.js';
import { addAuthors } from './authors.js';
import { ComponentDraft } from './component-draft.js';
import type { FactSink } from './fact-sink.js';
import { addLicenses } from './licenses.js';
import type { SpecVersion } from '../json/spec-version.js';

export type DatasetRole = 'training' | 'evaluation';

/** A dataset that claims name, with what it is used for; without a role where it is only described. */
export interface DatasetUse {
  readonly name: string;
  readonly roles: readonly (readonly [role: DatasetRole, saying: Saying])[];
}

export const datasetRef = (name: string): string => `dataset:${referenceOf(name)}`;

/** A data component. What it was used for is a property: one that a model was measured on is no training data. */
export function datasetComponent(
  { name, roles }: DatasetUse,
  claims: SubjectClaims,
  facts: FactSink,
  spec: SpecVersion,
): MlComponent {
  const draft = new ComponentDraft(datasetRef(name), claims, facts);
  const revision =
    draft.best('dataset.training.revision', ['version'], isVersion) ??
    draft.best('dataset.evaluation.revision', ['version'], isVersion);
  const place = repositoryOf(name, 'dataset', versionOf(revision));
  const component = new MlComponent(Enums.ComponentType.Data, cleanText(place?.name ?? name), {
    bomRef: draft.ref,
    group: place?.namespace,
    version: versionOf(revision ?? draft.best('dataset.version', ['version'], isVersion)),
    description: draft.best('dataset.description', ['description']),
    purl: place && hubPurlOf(place),
  });
  for (const [role, saying] of roles) draft.property('mpk:dataset:role', role, saying.claims);
  const named =
    roles.length > 0 ? roles.flatMap(([, saying]) => saying.claims) : [...claims.values()].flat().slice(0, 1);
  facts.addIdentity(component, named);
  addAuthors(draft, component, 'dataset.creator', spec);
  addLicenses(draft, component, 'dataset.license');
  const published = draft.best(
    'dataset.published',
    ['releaseNotes', 'timestamp'],
    (text) => timeOf(text) !== undefined,
  );
  if (published !== undefined) component.releaseNotes = { type: 'release', timestamp: timeOf(published) };
  component.data = [dataOf(draft, { name, hubUrl: place && hubUrlOf(place), named })];
  return draft.finish(component);
}

/**
 * What the dataset is called, and where it is, is what named it unless something else says so.
 *
 * @param known - its name, where claims of it were looked at
 */
export function dataOf(
  draft: ComponentDraft,
  {
    name,
    hubUrl,
    named,
  }: { readonly name: string; readonly hubUrl: string | undefined; readonly named: readonly Claim[] },
  known?: string,
): ComponentData {
  const stated = draft.best('dataset.url', ['data', 0, 'contents', 'url'], (text) => webUrl(text) !== undefined);
  const url = stated === undefined ? hubUrl : webUrl(stated);
  if (stated === undefined && url !== undefined) draft.facts.add(draft.ref, ['data', 0, 'contents', 'url'], named);
  const title = known === undefined ? draft.best('dataset.name', ['data', 0, 'name']) : undefined;
  if (title === undefined) draft.facts.add(draft.ref, ['data', 0, 'name'], named);
  const sensitiveData = draft.take('dataset.sensitive').map(({ text, claims }, i) => {
    draft.facts.add(draft.ref, ['data', 0, 'sensitiveData', i], claims);
    return text;
  });
  return {
    type: 'dataset',
    name: title ?? cleanText(known ?? name),
    contents: url === undefined ? undefined : { url },
    sensitiveData: sensitiveData.length === 0 ? undefined : sensitiveData,
  };
}
