// SPDX-License-Identifier: Apache-2.0
import { Enums, Models } from '../library.js';
import { claimsBySubject, type SubjectClaims } from '../../documents/claims-of.js';
import type { DocumentInput } from '../../documents/input.js';
import { BY_CALLER } from '../../documents/model-place.js';
import { subjectClaims } from '../../documents/subject-claims.js';
import { cleanText, compareText, lineText, versionOf } from '../../documents/text.js';
import type { SpecVersion } from '../json/spec-version.js';
import { MlBom, MlComponent, type Composition } from '../model/index.js';
import { FactSink, TOOL_REF } from './fact-sink.js';
import { declarationsOf } from './declarations.js';
import { formulaOf } from './formulation.js';
import { addModel } from './model.js';
import { addOwnDataset } from './own-dataset.js';

/**
 * An AI-BOM, as the CycloneDX guide has it: the model, or the data set, is what the BOM is about, its files are its parts, datasets and libraries are
 * components that it depends on, and what it was made from is in its pedigree.
 *
 * Nothing is in it that no claim, no file and no caller gives. The same input has the same BOM, on every machine.
 *
 * @param input - no file name stands twice
 */
export function createBom(input: DocumentInput, spec: SpecVersion): MlBom {
  const { model, timestamp, tool, production = {}, verdicts = [], authors = [] } = input;
  const claims = subjectClaims(input);
  const add = model.kind === 'dataset' ? addOwnDataset : addModel;
  const bom = new MlBom();
  const facts = new FactSink(model.files.map(({ name }) => name));
  bom.metadata.timestamp = timestamp;
  bom.metadata.tools.components.add(toolComponent(tool));
  for (const author of new Set(authors.map(lineText)))
    bom.metadata.authors.add(new Models.OrganizationalContact({ name: author }));
  bom.metadata.lifecycles.add(Enums.LifecyclePhase.PostBuild);
  const { component, parts } = add(input, subjectsOf(claims, model.files), facts, spec);
  bom.metadata.component = component;
  const ref = String(component.bomRef);
  for (const part of parts.toSorted(byRef)) bom.components.add(part);
  const used = [...(component.pedigree?.ancestors ?? []), ...parts]
    .map(({ bomRef }) => String(bomRef))
    .sort(compareText);
  bom.dependencies = used.length === 0 ? [] : [{ ref, dependsOn: used }];
  bom.compositions = compositionsOf(ref);
  bom.formulation = formulaOf(production, ref);
  for (const { bomRef } of bom.formulation) if (bomRef !== undefined) facts.addNote(bomRef, [], BY_CALLER);
  if (verdicts.length > 0) bom.declarations = declarationsOf(verdicts, ref);
  bom.facts = facts.facts;
  return bom;
}

const toolComponent = ({ name, version }: DocumentInput['tool']): MlComponent =>
  new MlComponent(Enums.ComponentType.Application, cleanText(name), { bomRef: TOOL_REF, version: versionOf(version) });

const byRef = (a: Models.Component, b: Models.Component): number => compareText(String(a.bomRef), String(b.bomRef));

/** All files are listed. Whether all that it was made from is, nobody knows. */
const compositionsOf = (ref: string): readonly Composition[] => [
  { aggregate: 'complete', assemblies: [ref] },
  { aggregate: 'unknown', dependencies: [ref] },
];

/** Claims about something that the BOM has no component for are claims about the model: their names say of what. */
function subjectsOf(
  claims: DocumentInput['claims'],
  files: DocumentInput['model']['files'],
): ReadonlyMap<string, SubjectClaims> {
  const known = new Set(['model', ...files.map(({ name }) => `file:${name}`)]);
  return claimsBySubject(
    claims
      .filter(({ name }) => name !== 'section') // Of the card, not of the model: an audit reads them.
      .map((claim) => {
        const { subject, name } = claim;
        const isKnown = known.has(subject) || /^(?:dataset|base):[^]/.test(subject);
        return isKnown ? claim : { ...claim, subject: 'model', name: `${subject}:${name}` };
      }),
  );
}
