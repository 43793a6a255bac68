// SPDX-License-Identifier: Apache-2.0
import type { SignedVerdict } from '../documents/input.js';
import { cleanText, compareText } from '../documents/text.js';
import type { SpdxGraph } from './graph.js';

/** What others found out about the model and signed, as annotations of it. */
export function addVerdicts(graph: SpdxGraph, model: string, verdicts: readonly SignedVerdict[]): void {
  const statements = verdicts.map((verdict) => cleanText(`verdict = ${JSON.stringify(verdict)} <stated>`));
  for (const statement of [...new Set(statements)].sort(compareText)) graph.annotate(model, statement);
}
