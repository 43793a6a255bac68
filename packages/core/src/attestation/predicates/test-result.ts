// SPDX-License-Identifier: Apache-2.0
import type { SchemaNode } from '../../schema/schema-node.js';
import { resourceDescriptors, text, texts } from './resource-descriptor.js';

export const TEST_RESULT_TYPE = 'https://in-toto.io/attestation/test-result/v0.1';

/** @see https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md */
export const testResultSchema = {
  type: 'object',
  required: ['result', 'configuration'],
  properties: {
    result: { type: 'string', enum: ['PASSED', 'WARNED', 'FAILED'], description: 'How the tests ended.' },
    configuration: resourceDescriptors('What the tests were run with: suites, datasets, rule sets.'),
    url: { ...text, description: 'Where the run can be seen.' },
    passedTests: texts('Names of tests that passed.'),
    warnedTests: texts('Names of tests that passed with warnings.'),
    failedTests: texts('Names of tests that failed.'),
  },
} as const satisfies SchemaNode;
