// SPDX-License-Identifier: Apache-2.0
import type { Party } from './party.js';
import type { Property } from './property.js';

/** `componentData`: what a data component holds. 1.5 allows one a component in XML. */
export type ComponentData = {
  readonly 'bom-ref'?: string;
  readonly type: 'source-code' | 'configuration' | 'dataset' | 'definition' | 'other';
  readonly name?: string;
  readonly contents?: {
    readonly attachment?: Attachment;
    /** an IRI reference */
    readonly url?: string;
    readonly properties?: readonly Property[];
  };
  readonly classification?: string;
  readonly sensitiveData?: readonly string[];
  readonly graphics?: Graphics;
  readonly description?: string;
  readonly governance?: Governance;
};

export type Governance = {
  readonly custodians?: readonly Party[];
  readonly stewards?: readonly Party[];
  readonly owners?: readonly Party[];
};

export type Attachment = { readonly contentType?: string; readonly encoding?: 'base64'; readonly content: string };

export type Graphics = {
  readonly description?: string;
  readonly collection?: readonly { readonly name?: string; readonly image?: Attachment }[];
};
