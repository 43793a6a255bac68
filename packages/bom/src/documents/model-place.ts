// SPDX-License-Identifier: Apache-2.0
import { hubPlaceOf, type HubPlace } from './hub-place.js';
import type { DocumentInput, DocumentModel } from './input.js';

/** Where a model is at the Hub, and who says so. */
export interface ModelPlace extends HubPlace {
  readonly note: string;
}

export const BY_CALLER = 'whoever asked for this document (stated)';
const NOTES = { caller: BY_CALLER, 'cache layout': 'cache layout (inferred)' } as const;

/** Of its URI alone: what files say of their place anyone may write. */
export function modelPlaceOf({ uri, uriFrom = 'caller' }: DocumentModel): ModelPlace | undefined {
  const place = uri === undefined ? undefined : hubPlaceOf(uri);
  return place && { ...place, note: NOTES[uriFrom] };
}

/** Who says by which URI it goes. */
export const uriNoteOf = ({ uriFrom = 'caller' }: DocumentModel): string => NOTES[uriFrom];

/** Whether claims name it: the caller's always do, those of files where it has no place at the Hub. */
export const isNamedByClaims = ({ model, stated = {} }: Pick<DocumentInput, 'model' | 'stated'>): boolean =>
  stated.name !== undefined || modelPlaceOf(model) === undefined;

/** As {@link isNamedByClaims}, of its version, which is the revision of its place otherwise. */
export const isVersionedByClaims = ({ model, stated = {} }: Pick<DocumentInput, 'model' | 'stated'>): boolean =>
  stated.version !== undefined || modelPlaceOf(model)?.revision === undefined;
