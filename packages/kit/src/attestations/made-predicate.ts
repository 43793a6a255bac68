// SPDX-License-Identifier: Apache-2.0
import { asObject, parseJson, type JsonObject, type MeasuredModel, type ReadingDepth } from '@mpk/core';
import type { LocatedModel } from '../model-source.js';

import { MAX_PREDICATE_BYTES } from './predicate-file.js';
import type { AttestationType } from './predicate-type.js';

/** What the kit can say of a model by itself, from the read that makes its digests. */
export type MadeType = Extract<AttestationType, 'scan' | 'bom'>;

export const isMade = (type: AttestationType): type is MadeType => type === 'scan' || type === 'bom';

/** How deep files are read for it. */
export const depthOf = (type: MadeType): ReadingDepth => (type === 'scan' ? true : 'facts');

/** What checks see in a model, or what it is made of, as a predicate. */
export async function madePredicate(
  type: MadeType,
  measured: MeasuredModel,
  { located, timestamp }: { readonly located: LocatedModel; readonly timestamp: Date },
): Promise<JsonObject> {
  if (type === 'scan') {
    const [{ inspectMeasured }, { scanPredicate }] = await Promise.all([
      import('../inspection.js'),
      import('./scan-predicate.js'),
    ]);
    return scanPredicate(inspectMeasured(measured).inspection);
  }
  const [{ collectStated }, { measuredBom }] = await Promise.all([
    import('../stated-claims.js'),
    import('../bom/measured-bom.js'),
  ]);
  const { claims } = collectStated(measured, located);
  const text = measuredBom({ located, measured, claims, timestamp });
  return asObject(parseJson(Buffer.from(text), { maxBytes: MAX_PREDICATE_BYTES, what: 'the BOM' }), 'the BOM');
}
