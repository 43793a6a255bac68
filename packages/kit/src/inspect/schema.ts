// SPDX-License-Identifier: Apache-2.0
import { findingSchema, resultSchema, ruleSetSchema, SEVERITIES, severityCountsSchema } from '@mpk/core';
import { baseResultSchema } from './base-schema.js';
import { INSPECT_RESULT_SCHEMA } from './result.js';

const count = { type: 'integer', minimum: 0 } as const;

const findings = {
  type: 'array',
  items: {
    ...findingSchema,
    properties: {
      ...findingSchema.properties,
      waivedBy: { type: 'string', description: 'id of the exception of the policy that waives it' },
    },
  },
} as const;

/** JSON Schema of `mpk inspect --json`. */
export const inspectResultSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://modelprovenance.dev/schemas/inspect-result-v1alpha1.schema.json',
  title: 'Model Provenance Kit: result of an inspection',
  description: 'What checks saw in the files of one model, and what that amounts to under one policy. Additions only.',
  type: 'object',
  required: ['schema', 'verdict', 'code', 'mode', 'model', 'summary', 'files', 'findings', 'reason'],
  properties: {
    schema: { const: INSPECT_RESULT_SCHEMA },
    verdict: resultSchema.properties.verdict,
    code: resultSchema.properties.code,
    mode: resultSchema.properties.mode,
    model: resultSchema.properties.model,
    policy: resultSchema.properties.policy,
    rules: ruleSetSchema,
    asked: {
      type: 'object',
      description: 'what was asked of the findings',
      required: ['failOn', 'inconclusive', 'isDefault'],
      properties: {
        failOn: { enum: SEVERITIES },
        inconclusive: { enum: ['deny', 'allow'] },
        isDefault: {
          type: 'boolean',
          description: 'the policy says nothing of inspection, so that these are the defaults',
        },
      },
    },
    summary: {
      type: 'object',
      required: ['files', 'passed', 'failed', 'inconclusive', 'findings', 'waived', 'bytesInspected', 'sizeBytes'],
      properties: {
        files: count,
        passed: count,
        failed: count,
        inconclusive: count,
        findings: { ...severityCountsSchema, description: 'by severity, of what fails and is not waived' },
        waived: count,
        bytesInspected: count,
        sizeBytes: count,
      },
    },
    files: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'outcome', 'format', 'contains', 'bytesInspected', 'sizeBytes', 'findings'],
        properties: {
          name: { type: 'string' },
          outcome: { enum: ['pass', 'fail', 'inconclusive'] },
          format: { type: 'string', description: 'id of a format; see docs/reference/formats.md' },
          contains: { type: 'array', items: { type: 'string' } },
          bytesInspected: { ...count, description: 'bytes that a reader explained' },
          sizeBytes: count,
          findings,
        },
      },
    },
    findings: { ...findings, description: 'about the model as a whole' },
    outcome: { enum: ['pass', 'fail', 'inconclusive'], description: 'how they end, as the findings of a file do' },
    base: baseResultSchema,
    reason: { type: 'string', description: 'in one sentence, why the verdict is what it is' },
    error: resultSchema.properties.error,
  },
} as const;
