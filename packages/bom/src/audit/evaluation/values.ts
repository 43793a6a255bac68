// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { memberOfClaim, textMember } from '../../claims/claim-members.js';
import type { AuditRule } from '../rule.js';
import { showMetric } from './metrics.js';

/** Metrics that are shares, written as such or in percent. */
const SHARES = /^(?:acc(?:uracy)?|f1|precision|recall|exact_match|em|roc_auc|auc|bleu|rouge\w*|wer|cer|map|pass@\d+)$/i;

export const metricOutOfRange: AuditRule = {
  id: 'metric-out-of-range',
  theme: 'evaluation',
  severity: 'medium',
  description: 'A result has a value that its metric cannot have.',
  risk: 'The number is not what it is called.',
  fix: 'Correct the value, or the name of the metric.',
  limits: 'Word and character error rates may be over 100 %, and are told from 200 on.',
  *check(model) {
    for (const claim of model.of('metric')) {
      const value = memberOfClaim(claim, 'value');
      const metric = textMember(claim, 'metric') ?? '';
      if (typeof value !== 'number' || !SHARES.test(metric)) continue;
      const most = /^[wc]er$/i.test(metric) ? 200 : 100;
      if (value < 0 || value > most) yield { message: `${showMetric(claim)} is ${value}`, evidence: [claim] };
    }
  },
};

export const metricTwice: AuditRule = {
  id: 'metric-differs',
  theme: 'evaluation',
  severity: 'medium',
  description: 'One result is stated twice with different values.',
  risk: 'One of them is not true.',
  fix: 'Remove the wrong one.',
  *check(model) {
    const key = (claim: Claim): string =>
      ['task', 'dataset', 'datasetName', 'config', 'split', 'revision', 'metric', 'label']
        .map((name) => textMember(claim, name) ?? '')
        .join('\n');
    for (const claims of Map.groupBy(model.of('metric'), key).values()) {
      const values = new Set(claims.map((claim) => memberOfClaim(claim, 'value')));
      const [first] = claims;
      const isNamed = first !== undefined && textMember(first, 'dataset') !== undefined;
      if (isNamed && values.size > 1)
        yield {
          message: `${showMetric(first)}: ${[...values].slice(0, 3).map(String).join(' and ')}`,
          evidence: claims,
        };
    }
  },
};
