// SPDX-License-Identifier: Apache-2.0
import { FINDING_OUTCOMES, SEVERITIES } from './finding.js';

/** JSON Schema of a finding. */
export const findingSchema = {
  type: 'object',
  required: ['check', 'outcome', 'severity', 'message'],
  properties: {
    check: { type: 'string', description: 'id of the check' },
    outcome: { enum: FINDING_OUTCOMES },
    severity: { enum: SEVERITIES },
    message: { type: 'string' },
    location: {
      type: 'object',
      properties: {
        file: { type: 'string', description: 'model-relative name; absent where the model as a whole is meant' },
        path: {
          type: 'array',
          items: { type: 'string' },
          description: 'from the file inwards: members of archives, `pickle@OFFSET`',
        },
        byteOffset: { type: 'integer', minimum: 0, description: 'in the file, where it lies there as it is' },
        byteLength: { type: 'integer', minimum: 0 },
      },
    },
    references: { type: 'array', items: { type: 'string' }, description: 'such as CVE-2025-1716 or CWE-502' },
  },
} as const;

const count = { type: 'integer', minimum: 0 } as const;

/** JSON Schema of how many findings there are of each severity. */
export const severityCountsSchema = {
  type: 'object',
  required: [...SEVERITIES],
  properties: { info: count, low: count, medium: count, high: count, critical: count },
} as const;

/** JSON Schema of the rules that findings come from. */
export const ruleSetSchema = {
  type: 'object',
  required: ['version', 'digest'],
  description: 'the rules that the findings come from',
  properties: {
    version: { type: 'string' },
    digest: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
  },
} as const;

/** JSON Schema of what all checks saw in one model. */
export const inspectionSchema = {
  type: 'object',
  required: ['rules', 'checks', 'findings'],
  properties: {
    rules: ruleSetSchema,
    checks: { type: 'array', items: { type: 'string' }, description: 'ids of the checks that ran' },
    findings: { type: 'array', items: findingSchema, description: 'of checks that did not pass' },
  },
} as const;
