// SPDX-License-Identifier: Apache-2.0
import type { SubjectClaims } from '../documents/claims-of.js';
import { hubUrlOf, repositoryOf, type HubPlace } from '../documents/hub-place.js';
import type { DocumentInput } from '../documents/input.js';
import { hubPurlOf } from '../documents/purls.js';
import { cleanText, versionOf } from '../documents/text.js';
import { allTexts, bestText, bestTime, bestUrl, claimsNamed, joinedTexts } from './claim-fields.js';
import type { SpdxGraph } from './graph.js';
import { addLicenses } from './licenses.js';
import { ownIdentity } from './own-identity.js';

/** A dataset as a `DatasetPackage`. Its type is required of every one: `noAssertion` is the word for what nobody stated. */
export function addDatasetPackage(graph: SpdxGraph, name: string, claims: SubjectClaims): string {
  const version = versionOf(
    bestText(claims, 'dataset.training.revision') ??
      bestText(claims, 'dataset.evaluation.revision') ??
      bestText(claims, 'dataset.version'),
  );
  const place = repositoryOf(name, 'dataset', version);
  return addPackage(graph, { id: `dataset:${name}`, name: cleanText(name), version, place }, claims);
}

/** The data set that a document is about: the caller, a hub, its files, its folder name it, as `addModelPackage` has it. */
export function addOwnDatasetPackage(graph: SpdxGraph, input: DocumentInput, claims: SubjectClaims): string {
  const identity = ownIdentity(input, claims, { name: 'dataset.name', version: 'dataset.version' });
  return addPackage(graph, { id: 'dataset', ...identity }, claims);
}

interface DatasetIdentity {
  readonly id: string;
  readonly name: string;
  readonly version: string | undefined;
  readonly place: HubPlace | undefined;
  /** where it is at no hub */
  readonly purl?: string | undefined;
}

function addPackage(
  graph: SpdxGraph,
  { id, name, version, place, purl }: DatasetIdentity,
  claims: SubjectClaims,
): string {
  const package_ = graph.add(id, 'dataset_DatasetPackage', {
    name,
    description: bestText(claims, 'dataset.description'),
    software_packageVersion: version,
    software_packageUrl: place === undefined ? purl : hubPurlOf(place),
    software_downloadLocation: bestUrl(claims, 'dataset.url') ?? (place && hubUrlOf(place)),
    software_primaryPurpose: 'data',
    releaseTime: bestTime(claims, 'dataset.published'),
    originatedBy: allTexts(claims, 'dataset.creator')?.map((creator) =>
      graph.add(`agent:${creator}`, 'Agent', { name: creator }),
    ),
    dataset_datasetType: ['noAssertion'],
    dataset_datasetSize: sizeBytes(bestText(claims, 'dataset.bytes')),
    dataset_dataCollectionProcess: joinedTexts(claims, 'dataset.collection'),
    dataset_dataPreprocessing: allTexts(claims, 'dataset.preprocessing'),
    dataset_knownBias: allTexts(claims, 'dataset.bias'),
    dataset_intendedUse: joinedTexts(claims, 'dataset.use'),
  });
  addLicenses(graph, package_, claimsNamed(claims, 'dataset.license', 'license.name', 'license.link', 'license.text'));
  return package_;
}

const sizeBytes = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
