// SPDX-License-Identifier: Apache-2.0
import { Enums, Models } from '../library.js';
import type { SubjectClaims } from '../../documents/claims-of.js';
import type { HubPlace } from '../../documents/hub-place.js';
import type { DocumentFile } from '../../documents/input.js';
import { hubPurlOf, purlOf } from '../../documents/purls.js';
import { cleanText } from '../../documents/text.js';
import { MlComponent } from '../model/index.js';
import { ComponentDraft } from './component-draft.js';
import type { FileMark } from './file-marks.js';
import { BY_BYTES, fileRef, type FactSink } from './fact-sink.js';

/** The package that files belong to. */
export interface Package {
  readonly place: HubPlace | undefined;
  readonly name: string;
  readonly version: string | undefined;
  /** what some of its files are */
  readonly marks?: ReadonlyMap<string, readonly FileMark[]>;
}

/** A file of the model as a component: its digest and size were measured. */
export function fileComponent(file: DocumentFile, claims: SubjectClaims, facts: FactSink, of: Package): MlComponent {
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
