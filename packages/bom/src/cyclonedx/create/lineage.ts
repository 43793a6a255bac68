// SPDX-License-Identifier: Apache-2.0
import { Enums } from '@cyclonedx/cyclonedx-library';
import type { Claim } from '@mpk/core';
import type { SubjectClaims } from '../../documents/claims-of.js';
import { repositoryOf } from '../../documents/hub-place.js';
import type { EdgeKnowledge } from '../../documents/input.js';
import type { AncestorClaims } from '../../documents/ancestors.js';
import { hubPurlOf } from '../../documents/purls.js';
import { referenceOf } from '../../documents/references.js';
import { cleanText, isVersion, versionOf } from '../../documents/text.js';
import { MlComponent } from '../model/index.js';
import { ComponentDraft } from './component-draft.js';
import { BY_CALLER, type FactSink } from './fact-sink.js';

export const ancestorRef = (name: string): string => `base:${referenceOf(name)}`;

/** An ancestor for `pedigree`. The relation, and how the edge is known, are properties: CycloneDX has no members for them. */
export function ancestorComponent(
  { name, edge, about }: AncestorClaims,
  known: EdgeKnowledge | undefined,
  facts: FactSink,
): MlComponent {
  const draft = new ComponentDraft(ancestorRef(name), about, facts);
  const revision = versionOf(draft.best('base-model.revision', ['version'], isVersion));
  const place = repositoryOf(name, 'model', revision);
  const component = new MlComponent(Enums.ComponentType.MachineLearningModel, cleanText(place?.name ?? name), {
    bomRef: draft.ref,
    group: place?.namespace,
    version: revision,
    purl: place && hubPurlOf(place),
  });
  const stated = edge.length > 0 ? edge : [...about.values()].flat().slice(0, 1);
  facts.addIdentity(component, stated, known && BY_CALLER);
  addEdge(draft, edge, known);
  return draft.finish(component);
}

function addEdge(draft: ComponentDraft, edge: readonly Claim[], known: EdgeKnowledge | undefined): void {
  const [best, ...others] = draft.take('base-model.relation');
  if (best !== undefined) draft.property('mpk:lineage:relation', best.text, best.claims);
  for (const { text, claims } of others) draft.property('mpk:conflict:base-model.relation', text, claims);
  const isInferred = edge.length > 0 && edge.every(({ method }) => method === 'inferred');
  const own = isInferred ? 'inferred' : 'declared';
  draft.property('mpk:lineage:known', known ?? own, known ? [] : edge, known && BY_CALLER);
}

export const NO_CLAIMS: SubjectClaims = new Map();
