// SPDX-License-Identifier: Apache-2.0
import { CLAIM_METHODS, findingSchema, resultSchema, ruleSetSchema, SEVERITIES, severityCountsSchema } from '@mpk/core';
import { AUDIT_RESULT_SCHEMA } from './result.js';

const count = { type: 'integer', minimum: 0 } as const;

/** JSON Schema of `mpk audit --json`. */
export const auditResultSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://modelprovenance.dev/schemas/audit-result-v1alpha1.schema.json',
  title: 'Model Provenance Kit: result of an audit',
  description: 'What rules found in what one model says of itself. Additions only.',
  type: 'object',
  required: ['schema', 'verdict', 'code', 'model', 'failOn', 'rules', 'summary', 'findings', 'reason'],
  properties: {
    schema: { const: AUDIT_RESULT_SCHEMA },
    verdict: resultSchema.properties.verdict,
    code: resultSchema.properties.code,
    model: resultSchema.properties.model,
    takenFor: {
      enum: ['model', 'dataset'],
      description: 'what it was taken for: rules that hold for models alone are passed over for data sets',
    },
    failOn: { enum: SEVERITIES, description: 'least severity that fails' },
    rules: ruleSetSchema,
    summary: {
      type: 'object',
      required: ['files', 'claims', 'findings'],
      properties: {
        files: count,
        claims: { ...count, description: 'facts that the files state, or that were measured' },
        findings: severityCountsSchema,
      },
    },
    findings: {
      type: 'array',
      items: {
        ...findingSchema,
        properties: {
          ...findingSchema.properties,
          evidence: {
            type: 'array',
            description: 'what it rests on: of a contradiction both sides',
            items: {
              type: 'object',
              required: ['source', 'claim', 'value', 'method'],
              properties: {
                source: { type: 'string', description: 'file, and where in it' },
                claim: { type: 'string', description: 'name of the fact' },
                value: { type: 'string', description: 'as text, cut' },
                method: { enum: CLAIM_METHODS },
              },
            },
          },
        },
      },
    },
    reason: { type: 'string', description: 'in one sentence, why the verdict is what it is' },
    error: resultSchema.properties.error,
  },
} as const;
