// SPDX-License-Identifier: Apache-2.0
import type { SchemaNode } from '../schema/schema-node.js';

/** Most entries of any list in a policy. */
export const MAX_POLICY_ITEMS = 1000;

/** Longest glob, in characters. */
export const MAX_GLOB_CHARS = 1024;

/** Longest CEL expression, in characters. */
export const MAX_CEL_CHARS = 4096;

/** Longest PEM text given in place, in characters. */
export const MAX_INLINE_CHARS = 65_536;

const NAME_PATTERN = '^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$';
const NAME_EXPECTED = 'a name of letters, digits, "-", "_" and ".", at most 63, that starts with a letter or digit';

/** Shapes that several parts of the policy share, under `$defs`. */
export const sharedShapes = {
  name: { type: 'string', pattern: NAME_PATTERN, 'x-expected': NAME_EXPECTED },
  names: {
    type: 'array',
    minItems: 1,
    maxItems: MAX_POLICY_ITEMS,
    uniqueItems: true,
    items: { $ref: '#/$defs/name' },
  },
  text: { type: 'string', minLength: 1, maxLength: 2000 },
  path: {
    type: 'string',
    minLength: 1,
    maxLength: 4096,
    pattern: '^[^\\u0000]+$',
    'x-expected': 'a path, relative to the folder of the policy or absolute',
  },
  glob: {
    type: 'string',
    minLength: 1,
    maxLength: MAX_GLOB_CHARS,
    pattern: '^[^!\\[\\]{}\\\\\\u0000][^\\[\\]{}\\\\\\u0000]*$',
    'x-expected': 'a glob of literal characters, "*", "**" and "?"; [ ] { } \\ and a leading "!" are not supported',
  },
  globs: {
    type: 'array',
    minItems: 1,
    maxItems: MAX_POLICY_ITEMS,
    uniqueItems: true,
    items: { $ref: '#/$defs/glob' },
  },
  digest: {
    type: 'string',
    pattern: '^sha256:[0-9a-f]{64}$',
    'x-expected': '"sha256:" and 64 lowercase hex digits',
  },
  date: {
    type: 'string',
    format: 'date',
    pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
    'x-expected': 'a calendar date as YYYY-MM-DD',
  },
  duration: {
    type: 'string',
    pattern: '^[1-9][0-9]{0,4}[hd]$',
    'x-expected': 'a whole number of days or hours, such as 90d or 12h',
  },
  mode: { type: 'string', enum: ['enforce', 'warn', 'audit'], default: 'enforce' },
  severity: { type: 'string', enum: ['info', 'low', 'medium', 'high', 'critical'] },
  decision: { type: 'string', enum: ['allow', 'deny'] },
  fileOrInline: {
    type: 'object',
    additionalProperties: false,
    oneOf: [{ required: ['file'] }, { required: ['inline'] }],
    properties: {
      file: { $ref: '#/$defs/path', description: 'Path of the PEM file.' },
      inline: {
        type: 'string',
        minLength: 1,
        maxLength: MAX_INLINE_CHARS,
        description: 'The PEM text itself. Public material only.',
      },
    },
  },
} as const satisfies Record<string, SchemaNode>;
