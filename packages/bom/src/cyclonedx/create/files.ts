// SPDX-License-Identifier: Apache-2.0
import { Enums, Models } from '../library.js';
import type { SubjectClaims } from '../../documents/claims-of.js';
import { EXACT_NAME, exactNameOf } from '../../documents/exact-names.js';
import type { HubPlace } from '../../documents/hub-place.js';
import type { DocumentFile, DocumentInput } from '../../documents/input.js';
import { modelPlaceOf } from '../../documents/model-place.js';
import { hubPurlOf, purlOf } from '../../documents/purls.js';
import { cleanText, compareText } from '../../documents/text.js';
import { MlComponent } from '../model/index.js';
import { ComponentDraft } from './component-draft.js';
import { fileMarks, type FileMark } from './file-marks.js';
import { BY_BYTES, fileRef, type FactSink } from './fact-sink.js';

const NO_CLAIMS: SubjectClaims = new Map();

/** The package that files belong to. */
interface Package {
  readonly place: HubPlace | undefined;
  readonly name: string;
  readonly version: string | undefined;
  /** what some of its files are */
  readonly marks?: ReadonlyMap<string, readonly FileMark[]>;
}

/** A file of the model as a component: its digest and size were measured. */
function fileComponent(file: DocumentFile, claims: SubjectClaims, facts: FactSink, of: Package): MlComponent {
  const { marks = new Map<string, readonly FileMark[]>() } = of;
  const ref = fileRef(file.name);
  const draft = new ComponentDraft(ref, claims, facts);
  const component = new MlComponent(Enums.ComponentType.File, cleanText(file.name), {
    bomRef: ref,
    purl: filePurl(file, of),
    hashes: new Models.HashDictionary([[Enums.HashAlgorithm['SHA-256'], file.sha256]]),
  });
  facts.addNote(ref, [], BY_BYTES);
  draft.property('mpk:file:size', String(file.sizeBytes));
  const exact = exactNameOf(file.name);
  if (exact !== undefined) draft.property(EXACT_NAME, exact);
  for (const { property, claims: said } of marks.get(file.name) ?? []) draft.property(property, 'true', said);
  return draft.finish(component);
}

/** Outside of a hub a name says little: there the purl has the digest. */
const filePurl = (file: DocumentFile, { place, name, version }: Package): string | undefined =>
  place === undefined
    ? purlOf({
        type: 'generic',
        name,
        version,
        qualifiers: { checksum: `sha256:${file.sha256}` },
        subpath: file.name,
      })
    : hubPurlOf(place, file.name);

/** Files, in order of their names. */
export function addFiles(
  { model }: DocumentInput,
  subjects: ReadonlyMap<string, SubjectClaims>,
  facts: FactSink,
  component: MlComponent,
): void {
  const marks = fileMarks(subjects.get('model') ?? NO_CLAIMS);
  const of = { place: modelPlaceOf(model), name: component.name, version: component.version, marks };
  for (const file of model.files.toSorted((a, b) => compareText(a.name, b.name)))
    component.components.add(fileComponent(file, subjects.get(`file:${file.name}`) ?? NO_CLAIMS, facts, of));
}
