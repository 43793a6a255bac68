// SPDX-License-Identifier: Apache-2.0
import type { SpdxElement } from './graph.js';

/** A profile that an element does not conform to. */
export interface ProfileFault {
  readonly profile: 'ai' | 'dataset';
  readonly spdxId: string;
  /** the member, or the type of relationship, of which there must be one */
  readonly lacks: string;
}

/** Members that the profiles of 3.0.1 demand of each package; their JSON schema does not. */
const REQUIRED: Readonly<
  Record<string, { readonly profile: ProfileFault['profile']; readonly members: readonly string[] }>
> = {
  ai_AIPackage: {
    profile: 'ai',
    members: [
      'releaseTime',
      'suppliedBy',
      'software_downloadLocation',
      'software_packageVersion',
      'software_primaryPurpose',
    ],
  },
  dataset_DatasetPackage: {
    profile: 'dataset',
    members: [
      'builtTime',
      'originatedBy',
      'releaseTime',
      'software_downloadLocation',
      'software_primaryPurpose',
      'dataset_datasetType',
    ],
  },
};
const LICENSES = ['hasDeclaredLicense', 'hasConcludedLicense'];

/** What packages lack of the profiles AI and Dataset of SPDX 3.0.1: cardinalities that its JSON schema leaves out. */
export function findProfileFaults(graph: readonly SpdxElement[]): readonly ProfileFault[] {
  const relations = new Map<string, number>();
  for (const { type, from, relationshipType } of graph) {
    const key = JSON.stringify([from, relationshipType]);
    if (type === 'Relationship') relations.set(key, (relations.get(key) ?? 0) + 1);
  }
  return graph.flatMap((element) => {
    const { profile, members } = (Object.hasOwn(REQUIRED, element.type) ? REQUIRED[element.type] : undefined) ?? {};
    if (profile === undefined || members === undefined) return [];
    const { spdxId } = element;
    const lacking = members.filter((name) => element[name] === undefined);
    const unlicensed =
      profile === 'ai' ? LICENSES.filter((name) => relations.get(JSON.stringify([spdxId, name])) !== 1) : [];
    return [...lacking, ...unlicensed].map((lacks) => ({ profile, spdxId, lacks }));
  });
}

/**
 * Profiles that a document may claim: those whose demands all of its packages meet.
 *
 * What 3.0.1 demands and nobody states, such as a time of release, is not made up: the profile is not claimed then. 3.1 demands less.
 */
export function conformanceOf(graph: readonly SpdxElement[]): readonly string[] {
  const faults = new Set(findProfileFaults(graph).map(({ profile }) => profile));
  const types = new Set(graph.map(({ type }) => type));
  return [
    'core',
    'software',
    ...(types.has('simplelicensing_LicenseExpression') ? ['simpleLicensing'] : []),
    ...(types.has('ai_AIPackage') && !faults.has('ai') ? ['ai'] : []),
    ...(types.has('dataset_DatasetPackage') && !faults.has('dataset') ? ['dataset'] : []),
  ];
}
