// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { memberOfClaim } from '../claims/claim-members.js';
import { valueText } from '../documents/text.js';
import {
  claimsNamed,
  confirmedBy,
  contradictedBy,
  UNKNOWN,
  type Judge,
  type Statement,
  type StatedMetric,
} from './statement.js';
import { compareValues } from './metric-values.js';

/** What a BOM says of one metric. */
export const metricStatement = (metric: StatedMetric, pointer: string): Statement => ({
  fact: 'metric',
  text: [metric.name, metric.value, ...(metric.slice === undefined ? [] : [`(${metric.slice})`])].join(' '),
  pointer,
  metric,
});

/**
 * A metric is contradicted where the files have one of that name, of that data set where both name one, and all of those have other
 * values. A number that was rounded is neither confirmed nor contradicted.
 */
export const judgeMetric: Judge = (claims) => {
  const all = claimsNamed(claims, 'metric').map((claim) => ({ claim, names: namesOf(claim) }));
  return ({ metric }) => {
    if (metric === undefined) return UNKNOWN;
    const name = plain(metric.name);
    const meant = all
      .map(({ claim }) => claim)
      .filter((claim, i) => all[i]?.names.has(name) === true && isOfSlice(claim, metric.slice));
    const found = meant.map((claim) => ({
      claim,
      value: compareValues(metric.value, memberText(claim, 'value') ?? ''),
    }));
    const same = found.filter(({ value }) => value === 'same');
    if (same.length > 0) return confirmedBy(same.map(({ claim }) => claim));
    return found.every(({ value }) => value === 'other') ? contradictedBy(meant) : UNKNOWN;
  };
};

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}@]/gu, '');

/** As a document may call it: by itself, or behind what it was measured on. */
function namesOf(claim: Claim): ReadonlySet<string> {
  const text = (key: string): string => memberText(claim, key) ?? '';
  const measured = [text('metric'), text('label')].filter((one) => one !== '');
  const on = [text('dataset'), text('datasetName')].filter((one) => one !== '');
  const details = ['', text('config'), text('split'), text('config') + text('split')];
  return new Set(
    measured.flatMap((metric) => [
      plain(metric),
      ...on.flatMap((dataset) => details.map((detail) => plain(dataset + detail + metric))),
    ]),
  );
}

/** `dataset=acme/bench; split=test` as this kit has it, or the name of the data set; of all else nobody knows what it is. */
function isOfSlice(claim: Claim, slice: string | undefined): boolean {
  if (slice === undefined) return true;
  const on = ['dataset', 'datasetName'].flatMap((key) => memberText(claim, key) ?? []).map(plain);
  const parts = slice
    .split(';')
    .slice(0, MAX_PARTS)
    .map((part) => part.split('='));
  if (parts.some(({ length }) => length < 2)) return on.includes(plain(slice));
  return parts.every(([key = '', ...rest]) => {
    const said = plain(rest.join('='));
    if (key.trim() === 'dataset') return on.length === 0 || on.includes(said);
    const written = DETAILS.has(key.trim()) ? memberText(claim, key.trim()) : undefined;
    return written === undefined || plain(written) === said;
  });
}

const DETAILS = new Set(['config', 'split', 'revision', 'task']);
/** Most parts of a slice that are read. */
const MAX_PARTS = 20;

function memberText(claim: Claim, name: string): string | undefined {
  const member = memberOfClaim(claim, name);
  return member === undefined ? undefined : valueText(member);
}
