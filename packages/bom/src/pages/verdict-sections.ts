// SPDX-License-Identifier: Apache-2.0
import type { ModelView } from '../bom-document/index.js';
import { placesAt, textAt, type Place } from '../bom-document/place.js';
import { MAX_ROWS, type Cell, type Section } from './page.js';
import { table } from './page-facts.js';

/** What others found out and signed: of each attestation what bears it out, and what speaks against it. */
export function verdictSection({ document: { root } }: ModelView): Section | undefined {
  const claims = new Map(
    placesAt(root, 'declarations/claims/*', MAX_CLAIMS).map((claim) => [textAt(claim, 'bom-ref'), claim]),
  );
  const rows = placesAt(root, 'declarations/attestations/*', MAX_ROWS).flatMap((attestation) => {
    const summary = { text: textAt(attestation, 'summary') ?? 'not said' };
    const named = (path: string, how: string): Cell[][] =>
      placesAt(attestation, path, MAX_CLAIMS).map(({ value }) => [
        summary,
        { text: predicateOf(claims.get(typeof value === 'string' ? value : undefined)) },
        { text: how },
      ]);
    const all = [...named('map/*/counterClaims/*', 'not met'), ...named('map/*/claims/*', 'met')];
    return all.length === 0 ? [[summary, { text: 'not said' }, { text: 'not said' }]] : all;
  });
  const blocks = table(['Statement', 'What was looked at', 'Outcome'], rows);
  return blocks.length === 0 ? undefined : { title: 'What others found out', blocks };
}

/** Most claims that are looked at. */
const MAX_CLAIMS = 1000;

const predicateOf = (claim: Place | undefined): string =>
  (claim === undefined ? undefined : textAt(claim, 'predicate')) ?? 'not said';
