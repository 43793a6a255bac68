// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { memberOfClaim, textMember } from './audited-model.js';
import type { AuditRule } from './rule.js';
import { sameId } from '../claims/hub-ids.js';

const shown = (claim: Claim): string =>
  `${textMember(claim, 'metric') ?? 'a metric'} on ${textMember(claim, 'dataset') ?? 'no named data'}`;

export const resultWithoutSource: AuditRule = {
  id: 'result-without-source',
  theme: 'evaluation',
  severity: 'low',
  description: 'A result is stated without where it comes from.',
  risk: 'Nobody can check it.',
  fix: 'Give `source.url` of the result, or its file of `.eval_results`.',
  *check(model) {
    for (const claim of model.of('metric')) {
      if (textMember(claim, 'source') === undefined) yield { message: shown(claim), evidence: [claim] };
    }
  },
};

export const resultUnverified: AuditRule = {
  id: 'result-self-reported',
  theme: 'evaluation',
  severity: 'info',
  description: 'A result is stated by whoever published the model, and verified by nobody.',
  risk: 'It may be better than it is.',
  fix: 'Evaluate it yourself, and have that attested: `mpk attest --type evaluation`.',
  *check(model) {
    for (const claim of model.of('metric')) {
      if (memberOfClaim(claim, 'verified') !== true) yield { message: shown(claim), evidence: [claim] };
    }
  },
};

export const evaluationUnpinned: AuditRule = {
  id: 'evaluation-data-unpinned',
  theme: 'evaluation',
  severity: 'info',
  description: 'A result names its data without a commit.',
  risk: 'Data that changed since gives another result.',
  fix: 'Give `dataset.revision` of the result.',
  *check(model) {
    for (const claim of model.of('metric')) {
      const hasData = textMember(claim, 'dataset') !== undefined;
      if (hasData && textMember(claim, 'revision') === undefined) yield { message: shown(claim), evidence: [claim] };
    }
  },
};

export const evaluationInTraining: AuditRule = {
  id: 'evaluation-data-in-training-data',
  theme: 'evaluation',
  severity: 'high',
  description: 'It was measured on data that it was trained on.',
  risk: 'The result says how well it remembers, not how well it works.',
  fix: 'Measure it on other data, or state which split it was trained on.',
  limits: 'A dataset with a split for tests is told as well: that the splits were kept apart is not seen here.',
  *check(model) {
    for (const evaluation of model.texts('dataset.evaluation')) {
      const training = model.texts('dataset.training').find(({ value }) => sameId(value, evaluation.value));
      if (training === undefined) continue;
      const split = model.of('metric').find((claim) => textMember(claim, 'dataset') === evaluation.value);
      const isApart = /^(?:test|validation|valid|dev|eval)/i.test((split && textMember(split, 'split')) ?? '');
      const severity = isApart ? 'low' : 'high';
      yield { message: `${evaluation.value} is among the training data`, evidence: [evaluation, training], severity };
    }
  },
};

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
      if (value < 0 || value > most) yield { message: `${shown(claim)} is ${value}`, evidence: [claim] };
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
      ['task', 'dataset', 'config', 'split', 'revision', 'metric']
        .map((name) => textMember(claim, name) ?? '')
        .join('\n');
    for (const claims of Map.groupBy(model.of('metric'), key).values()) {
      const values = new Set(claims.map((claim) => memberOfClaim(claim, 'value')));
      const [first] = claims;
      const isNamed = first !== undefined && textMember(first, 'dataset') !== undefined;
      if (isNamed && values.size > 1)
        yield { message: `${shown(first)}: ${[...values].slice(0, 3).map(String).join(' and ')}`, evidence: claims };
    }
  },
};

export const evaluationRules: readonly AuditRule[] = [
  resultWithoutSource,
  resultUnverified,
  evaluationUnpinned,
  evaluationInTraining,
  metricOutOfRange,
  metricTwice,
];
