// SPDX-License-Identifier: Apache-2.0
import { Spec, type Serialize } from '../library.js';

/** Versions that documents are written in. */
export const SPEC_VERSIONS = ['1.5', '1.6', '1.7'] as const;
export type SpecVersion = (typeof SPEC_VERSIONS)[number];

type LibrarySpec = Serialize.JSON.Normalize.Factory['spec'];

/** What the library knows of a version. */
export const specOf = (version: SpecVersion): LibrarySpec => SPECS[version];
const SPECS: Readonly<Record<SpecVersion, LibrarySpec>> = {
  '1.5': Spec.Spec1dot5,
  '1.6': Spec.Spec1dot6,
  '1.7': Spec.Spec1dot7,
};

/** Whether what came with `since` may be written. */
export const isSince = (spec: LibrarySpec, since: SpecVersion): boolean =>
  Number(spec.version.slice(2)) >= Number(since.slice(2));
