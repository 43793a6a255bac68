// SPDX-License-Identifier: Apache-2.0
import { refuseFaults } from './refuse-faults.js';
import { checkSchema } from '../schema/schema-check.js';
import { sharedShapes } from './schema-parts.js';
import { POLICY_API_VERSION } from './types.js';
import { readYaml } from '../yaml/yaml-source.js';
import type { Verdict } from '../gate/result.js';
import type { FaultList } from '../schema/fault.js';
import type { ParsePolicyOptions } from './parse.js';
import type { SchemaNode } from '../schema/schema-node.js';

/** One case of `mpk policy test`: stored evidence, and what the policy must make of it. */
export interface PolicyTest {
  readonly name: string;
  /** path of an evidence document, relative to the file of the tests */
  readonly evidence: string;
  readonly expect: Verdict;
  /** outcomes of single lines, by requirement id or `rule:<id>`; lines that are not named may be anything */
  readonly requirements?: Readonly<Record<string, Verdict>>;
  /** the time that the policy is judged at; default the evidence's own */
  readonly now?: Date;
}

const verdict = { type: 'string', enum: ['pass', 'fail', 'undecided'] } as const satisfies SchemaNode;

/** JSON Schema of a file of policy tests. */
export const policyTestsSchema: SchemaNode = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://modelprovenance.dev/schemas/v1alpha1/model-policy-tests.schema.json',
  title: 'ModelPolicyTests',
  description: 'What a policy must make of stored evidence.',
  type: 'object',
  additionalProperties: false,
  required: ['apiVersion', 'kind', 'tests'],
  properties: {
    apiVersion: { type: 'string', const: POLICY_API_VERSION },
    kind: { type: 'string', const: 'ModelPolicyTests' },
    tests: {
      type: 'array',
      description: 'The cases.',
      minItems: 1,
      maxItems: 1000,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'evidence', 'expect'],
        properties: {
          name: { $ref: '#/$defs/text', description: 'What the case shows.' },
          evidence: { $ref: '#/$defs/path', description: 'Evidence document, relative to this file.' },
          expect: { ...verdict, description: 'The verdict.' },
          requirements: {
            type: 'object',
            maxProperties: 256,
            propertyNames: {
              type: 'string',
              pattern: '^(rule:)?[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$',
              'x-expected': 'the id of a requirement, or rule:<id>',
            },
            additionalProperties: verdict,
            description:
              'Outcomes of single lines of the result, by requirement id or `rule:<id>`; others may be anything.',
          },
          now: {
            type: 'string',
            pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$',
            'x-expected': 'a time in UTC as YYYY-MM-DDThh:mm:ssZ',
            description: 'The time that the policy is judged at; without it, when the evidence was collected.',
            examples: ['2026-06-01T00:00:00Z'],
          },
        },
      },
    },
  },
  $defs: { text: sharedShapes.text, path: sharedShapes.path },
};

interface PolicyTestsDocument {
  readonly tests: readonly (Omit<PolicyTest, 'now'> & { readonly now?: string })[];
}

/**
 * Parses a file of policy tests: YAML 1.2 or JSON, bounded as policies are.
 *
 * @throws MpkError `POLICY_INVALID`, as `parsePolicy`
 */
export async function parsePolicyTests(
  bytes: Uint8Array,
  options: ParsePolicyOptions = {},
): Promise<readonly PolicyTest[]> {
  const { value, faults } = await readYaml(bytes);
  if (!faults.hasErrors) checkSchema(policyTestsSchema, value, faults);
  const tests = faults.hasErrors ? [] : (value as PolicyTestsDocument).tests;
  const parsed = tests.map((test, i) => withTime(test, `/tests/${i}/now`, faults));
  refuseFaults(faults.sorted, options.path ?? 'policy tests');
  return parsed;
}

function withTime(test: PolicyTestsDocument['tests'][number], pointer: string, faults: FaultList): PolicyTest {
  const { now, ...rest } = test;
  if (now === undefined) return rest;
  const time = new Date(now);
  const isReal = !Number.isNaN(time.getTime()) && `${time.toISOString().slice(0, 19)}Z` === now;
  if (!isReal) faults.error(pointer, 'found a time that does not exist, expected one in UTC as YYYY-MM-DDThh:mm:ssZ');
  return { ...rest, now: time };
}
