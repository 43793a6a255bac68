// SPDX-License-Identifier: Apache-2.0
import type { Contact, Organization } from './party.js';

/** How complete what the BOM says of some components is. */
export type Composition = {
  readonly 'bom-ref'?: string;
  readonly aggregate: 'complete' | 'incomplete' | 'unknown' | 'not_specified';
  /** components whose parts are meant, by bom-ref */
  readonly assemblies?: readonly string[];
  /** components whose dependencies are meant, by bom-ref */
  readonly dependencies?: readonly string[];
};

/** Without `dependsOn` it has no dependencies; what is in no entry has unknown ones. */
export type Dependency = { readonly ref: string; readonly dependsOn?: readonly string[] };

export type Annotation = {
  readonly 'bom-ref'?: string;
  readonly subjects: readonly string[];
  readonly annotator: { readonly organization: Organization } | { readonly individual: Contact };
  /** ISO 8601 with a time zone */
  readonly timestamp: string;
  readonly text: string;
};
