// SPDX-License-Identifier: Apache-2.0
import { hubPlaceOf, type HubPlace } from './hub-place.js';
import type { DocumentModel } from './input.js';

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
