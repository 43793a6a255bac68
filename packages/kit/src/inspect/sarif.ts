// SPDX-License-Identifier: Apache-2.0
import { CHECKS } from '@mpk/inspect';
import { sarifLog, type SarifOptions } from '../sarif/sarif-log.js';
import type { InspectResult } from './result.js';

const RULES = CHECKS.map(({ id, description, about }) => ({
  id,
  description,
  ...about,
  severity: about.severities[0]?.[0],
}));

/** An inspection as a SARIF log. */
export function toSarif(result: InspectResult, options: SarifOptions = {}): object {
  const { verdict, model, rules, policy, error } = result;
  return sarifLog(
    {
      rules: RULES,
      findings: [...result.findings, ...result.files.flatMap((file) => file.findings)],
      error,
      properties: { verdict, manifestDigest: model.manifestDigest, rules, policy },
    },
    options,
  );
}
