// SPDX-License-Identifier: Apache-2.0
import type { SubjectClaims } from '../documents/claims-of.js';
import { hubUrlOf, repositoryOf } from '../documents/hub-place.js';
import { hubPurlOf } from '../documents/purls.js';
import { cleanText, versionOf } from '../documents/text.js';
import { allTexts, bestText, bestTime, bestUrl, claimsNamed, joinedTexts } from './claim-fields.js';
import type { SpdxGraph } from './graph.js';
import { addLicenses } from './licenses.js';

/** A dataset as a `DatasetPackage`. Its type is required of every one: `noAssertion` is the word for what nobody stated. */
export function addDatasetPackage(graph: SpdxGraph, name: string, claims: SubjectClaims): string {
  const revision = versionOf(
    bestText(claims, 'dataset.training.revision') ??
      bestText(claims, 'dataset.evaluation.revision') ??
      bestText(claims, 'dataset.version'),
  );
  const place = repositoryOf(name, 'dataset', revision);
  const published = bestTime(claims, 'dataset.published');
  const package_ = graph.add(`dataset:${name}`, 'dataset_DatasetPackage', {
    name: cleanText(name),
    description: bestText(claims, 'dataset.description'),
    software_packageVersion: revision,
    software_packageUrl: place && hubPurlOf(place),
    software_downloadLocation: bestUrl(claims, 'dataset.url') ?? (place && hubUrlOf(place)),
    software_primaryPurpose: 'data',
    releaseTime: published,
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
  addLicenses(graph, package_, claimsNamed(claims, 'dataset.license'));
  return package_;
}

const sizeBytes = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
