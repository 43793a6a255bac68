// SPDX-License-Identifier: Apache-2.0
import { ERROR_CODES } from '../errors.js';
import { RESULT_SCHEMA } from './result.js';

const digest = { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' } as const;
const verdict = { enum: ['pass', 'fail', 'undecided'] } as const;
const code = { enum: ['PASSED', ...Object.keys(ERROR_CODES)] } as const;

/**
 * JSON Schema of the result contract: `mpk verify --json` and the last line of `mpk-step`.
 *
 * Additions only: readers must take members that they do not know.
 */
export const resultSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://modelprovenance.dev/schemas/result-v1alpha1.schema.json',
  title: 'Model Provenance Kit: result',
  description: 'May this model go on? One object for every tool; additions only.',
  type: 'object',
  required: ['schema', 'verdict', 'code', 'mode', 'model', 'requirements'],
  properties: {
    schema: { const: RESULT_SCHEMA },
    verdict: { ...verdict, description: 'the true verdict, whatever the mode; only `pass` is a pass' },
    code: { ...code, description: 'PASSED, or why not: of the first requirement that is not met, or of the error' },
    mode: { enum: ['enforce', 'warn', 'audit'], description: 'warn and audit stop nothing: exit status 0' },
    model: {
      type: 'object',
      required: ['uri'],
      properties: {
        uri: { type: 'string', description: 'the name that the model goes by; not proven' },
        manifestDigest: {
          ...digest,
          description: 'SHA-256 of the RFC 8785 JSON of [{name, sizeBytes, sha256}] in OMS order',
        },
        omsRootDigest: { ...digest, description: 'root digest of OpenSSF Model Signing; covers no names' },
        ignored: {
          type: 'array',
          items: { type: 'string' },
          description: 'names in the folder that are not part of the model, the first twenty',
        },
      },
    },
    policy: {
      type: 'object',
      required: ['name', 'digest'],
      properties: {
        name: { type: 'string' },
        version: { type: 'string' },
        digest: { ...digest, description: 'of the effective policy: document and everything that it refers to' },
      },
    },
    requirements: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'outcome', 'asked', 'found', 'code'],
        properties: {
          id: {
            type: 'string',
            description:
              'identity, signature, files, formats, inspection, audit, licenses, metadata, bom, attestation:<id>, provenance, baseModels, datasets, rule:<id>, vsa, match, policy or scope',
          },
          outcome: verdict,
          asked: { type: 'string' },
          found: { type: 'string' },
          fix: { type: 'string', description: 'the one next step' },
          code,
          mode: { enum: ['warn', 'audit'], description: 'advisory: does not change the verdict' },
          exception: { type: 'string', description: 'id of the exception that waives it' },
        },
      },
    },
    scope: {
      type: 'object',
      required: ['only', 'lookedAt', 'notLookedAt', 'notLookedAtNames'],
      description: 'only a part of the model was looked at: never a pass',
      properties: {
        only: { type: 'array', items: { type: 'string' }, description: 'globs over names of files' },
        lookedAt: { type: 'integer', minimum: 1, description: 'how many files' },
        notLookedAt: { type: 'integer', minimum: 0, description: 'how many files' },
        notLookedAtNames: { type: 'array', items: { type: 'string' }, description: 'the first twenty' },
      },
    },
    warnings: {
      type: 'array',
      items: { type: 'string' },
      description: 'what changes no verdict and should be known, such as a root of trust that is old',
    },
    error: {
      type: 'object',
      required: ['message'],
      properties: { message: { type: 'string' }, hint: { type: 'string' } },
      description: 'what kept the kit from deciding',
    },
    report: { type: 'string', description: 'path of the report for people' },
  },
} as const;
