// SPDX-License-Identifier: Apache-2.0
import { Enums } from '../library.js';
import { sayingsOf } from '../../documents/claims-of.js';
import { repositoryOf } from '../../documents/hub-place.js';
import type { AncestorClaims } from '../../documents/ancestors.js';
import { isFileName } from '../../claims/hub-ids.js';
import { BY_CALLER } from '../../documents/model-place.js';
import { hubPurlOf } from '../../documents/purls.js';
import { referenceOf } from '../../documents/references.js';
import { cleanText, isVersion, versionOf } from '../../documents/text.js';
import { MlComponent } from '../model/index.js';
import { ComponentDraft } from './component-draft.js';
import type { FactSink } from './fact-sink.js';

export const ancestorRef = (name: string): string => `base:${referenceOf(name)}`;

/** An ancestor for `pedigree`. The relation, and how the edge is known, are properties: CycloneDX has no members for them. */
export function ancestorComponent(ancestor: AncestorClaims, facts: FactSink): MlComponent {
  const { name, edge, about, isTold } = ancestor;
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
  facts.addIdentity(component, stated, isTold ? BY_CALLER : undefined);
  addEdge(draft, ancestor);
  return draft.finish(component);
}

function addEdge(draft: ComponentDraft, { name, edge, known, isTold }: AncestorClaims): void {
  for (const { text, claims } of sayingsOf(edge))
    if (text !== name) draft.property('mpk:lineage:written', text, claims);
  // Nobody finds a model by it, and another ancestor may be the same.
  if (isFileName(name)) draft.property('mpk:lineage:named-by', 'file name', edge);
  const [best, ...others] = draft.take('base-model.relation');
  if (best !== undefined) draft.property('mpk:lineage:relation', best.text, best.claims);
  for (const { text, claims } of others) draft.property('mpk:conflict:base-model.relation', text, claims);
  draft.property('mpk:lineage:known', known, isTold ? [] : edge, isTold ? BY_CALLER : undefined);
}
