// SPDX-License-Identifier: Apache-2.0

/** `organizationalEntity` as plain data. */
export type Organization = {
  readonly 'bom-ref'?: string;
  readonly name?: string;
  /** each an IRI reference */
  readonly url?: readonly string[];
  readonly contact?: readonly Contact[];
};

/** `organizationalContact` as plain data. */
export type Contact = {
  readonly 'bom-ref'?: string;
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
};

/** One who is responsible for data. */
export type Party = { readonly organization: Organization } | { readonly contact: Contact };
