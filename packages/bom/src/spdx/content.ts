// SPDX-License-Identifier: Apache-2.0
import { showSource, type Claim } from '@mpk/core';
import { ancestorsOf } from '../documents/ancestors.js';
import { claimsBySubject, sayingsOf, type SubjectClaims } from '../documents/claims-of.js';
import { repositoryOf } from '../documents/hub-place.js';
import type { DocumentInput } from '../documents/input.js';
import { EXACT_NAME, exactNameOf } from '../documents/exact-names.js';
import { librariesOf } from '../documents/libraries.js';
import { isPlatform, packagePurlOf } from '../documents/library-name.js';
import { subjectClaims } from '../documents/subject-claims.js';
import { hubPurlOf } from '../documents/purls.js';
import { cleanText, compareText, valueText, versionOf } from '../documents/text.js';
import { allTexts, bestText } from './claim-fields.js';
import { addDatasetPackage, addOwnDatasetPackage } from './dataset-package.js';
import type { SpdxGraph } from './graph.js';
import { addModelPackage } from './model-package.js';
import { addProduction } from './production.js';
import { addVerdicts } from './verdicts.js';

const NO_CLAIMS: SubjectClaims = new Map();

/** Adds the model, or the data set, and all that belongs to it; gives its id. */
export function addContent(graph: SpdxGraph, input: DocumentInput): string {
  const subjects = claimsBySubject(subjectClaims(input).filter(({ name }) => name !== 'section'));
  const claims = subjects.get('model') ?? NO_CLAIMS;
  const elements = new Map<string, string>();
  const isDataset = input.model.kind === 'dataset';
  const model = (isDataset ? addOwnDatasetPackage : addModelPackage)(graph, input, claims);
  elements.set('model', model);
  addFiles(graph, input, model, elements);
  addDatasets(graph, subjects, { model, isDataset }, elements);
  addAncestors(graph, input, { model, claims, subjects }, elements);
  addLibraries(graph, claims, model);
  for (const [subject, about] of subjects) {
    const element = elements.get(subject);
    for (const claim of [...about.values()].flat())
      graph.annotate(
        element ?? model,
        `${element === undefined ? cleanText(`${subject}: `) : ''}${statementOf(claim)}`,
      );
  }
  addProduction(graph, model, input.production ?? {});
  addVerdicts(graph, model, input.verdicts ?? []);
  return model;
}

/** `name = value <method file#pointer>` */
const statementOf = ({ name, value, method, source }: Claim): string =>
  cleanText(`${name} = ${valueText(value)} <${method} ${showSource(source)}>`);

/** The name of a file that cannot be written. */
function commentOf(name: string): string | undefined {
  const exact = exactNameOf(name);
  return exact && `${EXACT_NAME} ${exact}`;
}

function addFiles(
  graph: SpdxGraph,
  { model: { files } }: DocumentInput,
  model: string,
  elements: Map<string, string>,
): void {
  const all = files
    .toSorted((a, b) => compareText(a.name, b.name))
    .map(({ name, sha256 }) => {
      const file = graph.add(`file:${name}`, 'software_File', {
        name: cleanText(name),
        comment: commentOf(name),
        software_fileKind: 'file',
        verifiedUsing: [{ type: 'Hash', algorithm: 'sha256', hashValue: sha256 }],
      });
      elements.set(`file:${name}`, file);
      return file;
    });
  graph.relate(model, 'contains', all, { completeness: 'complete' });
}

function addDatasets(
  graph: SpdxGraph,
  subjects: ReadonlyMap<string, SubjectClaims>,
  { model, isDataset }: { readonly model: string; readonly isDataset: boolean },
  elements: Map<string, string>,
): void {
  const claims = subjects.get('model') ?? NO_CLAIMS;
  const [training, evaluation] = [
    allTexts(claims, 'dataset.training') ?? [],
    allTexts(claims, 'dataset.evaluation') ?? [],
  ];
  const described = [...subjects.keys()].flatMap((subject) => /^dataset:([^]*\S[^]*)$/.exec(subject)?.[1] ?? []);
  for (const name of [...new Set([...training, ...evaluation, ...described])].sort(compareText)) {
    const subject = `dataset:${name}`;
    elements.set(subject, addDatasetPackage(graph, name, subjects.get(subject) ?? NO_CLAIMS));
  }
  const ids = (names: readonly string[]): readonly string[] =>
    names.toSorted(compareText).flatMap((name) => elements.get(`dataset:${name}`) ?? []);
  if (isDataset) {
    // A data set is trained on nothing.
    graph.relate(model, 'dependsOn', ids([...new Set([...training, ...evaluation])]), { completeness: 'noAssertion' });
    return;
  }
  graph.relate(model, 'trainedOn', ids(training), { completeness: 'noAssertion' });
  graph.relate(model, 'testedOn', ids(evaluation), { completeness: 'noAssertion' });
}

function addAncestors(
  graph: SpdxGraph,
  { lineage = [] }: DocumentInput,
  { model, claims, subjects }: { model: string; claims: SubjectClaims; subjects: ReadonlyMap<string, SubjectClaims> },
  elements: Map<string, string>,
): void {
  for (const { name, written, about, known } of ancestorsOf(claims, subjects, lineage).ancestors) {
    const revision = versionOf(bestText(about, 'base-model.revision'));
    const place = repositoryOf(name, 'model', revision);
    const base = graph.add(`base:${name}`, 'ai_AIPackage', {
      name: cleanText(name),
      software_packageVersion: revision,
      software_packageUrl: place && hubPurlOf(place),
      software_primaryPurpose: 'model',
    });
    for (const one of written) elements.set(`base:${one}`, base);
    const relation = bestText(about, 'base-model.relation');
    const comment = [...(relation === undefined ? [] : [relation]), known].join(', ');
    graph.relate(base, 'ancestorOf', [model], { comment });
  }
}

function addLibraries(graph: SpdxGraph, claims: SubjectClaims, model: string): void {
  const { libraries } = librariesOf((claim) => sayingsOf(claims.get(claim) ?? []));
  const all = libraries.map(({ key, name, version, isPackage }) =>
    graph.add(`library:${name}@${version ?? ''}`, 'software_Package', {
      name,
      software_packageVersion: version,
      software_packageUrl: isPackage ? packagePurlOf(key, version) : undefined,
      software_primaryPurpose: isPlatform(key) ? 'platform' : 'library',
    }),
  );
  graph.relate(model, 'dependsOn', [...new Set(all)].sort(compareText), { completeness: 'noAssertion' });
}
