// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { isObject, textAt, type Place } from '../bom-document/place.js';
import type { StatedIdentity, UriSource } from '../documents/input.js';
import type { AnnotatedClaim } from '../spdx-document/statements.js';
import { textsIn, type SpdxDocument } from '../spdx-document/spdx-document.js';
import { isAttestedSource } from './attested-part.js';
import type { Circumstances } from './circumstances.js';

const CALLER = 'whoever asked for this document';
const URI = 'the URI that was given';
const CACHE = 'cache layout';
/** Whether an annotation is a record of signed statements, which no file has. */
export const isRecord = ({ name }: AnnotatedClaim): boolean => name.startsWith('production.') || name === 'verdict';

/** Whether an annotation is of somebody, and not of the files. */
export const isOfNoFile = (claim: AnnotatedClaim): boolean =>
  claim.method === 'stated' || isRecord(claim) || (claim.method === 'inferred' && claim.source === CACHE);

/** Reads them off an SPDX document of this kit, as `circumstancesOf` does for CycloneDX. */
export function spdxCircumstances(
  document: SpdxDocument,
  subject: Place,
  claims: readonly AnnotatedClaim[],
): Circumstances {
  const id = textAt(subject, 'spdxId');
  const own = claims.filter((claim) => claim.subject === id);
  const place = placeIn(own);
  const isNamed = own.some(({ name }) => name === 'name' || name === 'dataset.name');
  const attested = claims.flatMap((claim) => attestedClaim(claim, document));
  const bases = attested.flatMap(({ name, value }) =>
    name === 'base-model' && typeof value === 'string' ? [value] : [],
  );
  return {
    folderName: isNamed || place.uri !== undefined ? undefined : textAt(subject, 'name'),
    ...place,
    stated: statedIn(own),
    authors: authorsIn(document),
    timestamp: timeIn(document),
    claims: attested,
    lineage: [...new Set(bases)].map((name) => ({ name, known: 'attested' })),
  };
}

function placeIn(own: readonly AnnotatedClaim[]): Pick<Circumstances, 'uri' | 'uriFrom'> {
  const valueOf = (name: string, from: string): string | undefined =>
    own.find((claim) => claim.name === name && claim.source === from)?.value;
  for (const [from, uriFrom] of [
    [URI, 'caller'],
    [CACHE, 'cache layout'],
  ] as const satisfies readonly (readonly [string, UriSource])[]) {
    const id = valueOf('repository.id', from);
    const revision = valueOf('repository.revision', from);
    if (id !== undefined) return { uri: `hf://${id}${revision === undefined ? '' : `@${revision}`}`, uriFrom };
  }
  return { uri: undefined, uriFrom: 'caller' };
}

/** What whoever asked for it said, under the names that claims of models and of data sets have for it. */
function statedIn(own: readonly AnnotatedClaim[]): StatedIdentity {
  const said = (...names: readonly string[]): readonly string[] =>
    own.flatMap(({ name, value, method, source }) =>
      method === 'stated' && source === CALLER && names.includes(name) ? [value] : [],
    );
  const [[name], [version]] = [said('name', 'dataset.name'), said('version', 'dataset.version')];
  const [[manufacturer], [supplier]] = [said('organization'), said('supplier')];
  return {
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    authors: said('author', 'dataset.creator'),
    ...(manufacturer !== undefined && { manufacturer }),
    ...(supplier !== undefined && { supplier }),
  };
}

/** Agents that made the document; the tool alone is none. */
function authorsIn({ elements, byId }: SpdxDocument): readonly string[] {
  const creators = elements.flatMap((one) =>
    textAt(one, 'type') === 'CreationInfo' ? textsIn(one, 'createdBy').flatMap((id) => byId.get(id) ?? []) : [],
  );
  return creators.flatMap((one) => (textAt(one, 'type') === 'SoftwareAgent' ? [] : (textAt(one, 'name') ?? [])));
}

function timeIn({ elements }: SpdxDocument): Date | undefined {
  const created = elements.flatMap((one) =>
    textAt(one, 'type') === 'CreationInfo' ? (textAt(one, 'created') ?? []) : [],
  );
  const time = new Date(created[0] ?? '');
  return Number.isNaN(time.getTime()) ? undefined : time;
}

function attestedClaim(claim: AnnotatedClaim, { byId, subject }: SpdxDocument): readonly Claim[] {
  const { name, value, method, source } = claim;
  if (method !== 'stated' || !isAttestedSource(source)) return [];
  const about = byId.get(claim.subject);
  if (about === undefined) return [];
  const kind = name.startsWith('base-model') ? 'base' : 'dataset';
  const of = about === subject ? 'model' : `${kind}:${textAt(about, 'name') ?? ''}`;
  return [{ subject: of, name, value: name === 'metric' ? metricOf(value) : value, source: { what: source }, method }];
}

/** A result as it was claimed: the annotation has it as JSON. */
function metricOf(text: string): Claim['value'] {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? (value as Claim['value']) : text;
  } catch {
    return text;
  }
}
