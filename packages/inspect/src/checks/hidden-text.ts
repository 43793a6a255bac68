// SPDX-License-Identifier: Apache-2.0
import type { Finding, Severity } from '@mpk/core';
import type { TextContent } from '@mpk/formats';
import type { Check } from '../check.js';
import { finding, locate } from '../findings.js';
import { partsOf } from '../inspected-model.js';

const id = 'hidden-text';

/** Emoji of flags are made of a few such characters; a message is made of many. */
const MANY = 24;

type Hidden = TextContent['hidden'][number];

/** Text that people do not see and programs read. */
export const hiddenText: Check = {
  id,
  description: 'Text files with characters that people do not see: directions of writing, tags, selectors.',
  about: {
    finds:
      'Characters that change the direction of writing, tags and variation selectors in text files: README, code, configurations that are no JSON.',
    risk: 'What a person reads is not what a program, or a model that is given the file, reads: instructions hide in them, and code looks other than it is.',
    severities: [
      ['high', 'many tags or selectors: a text of their own'],
      ['medium', 'characters that change the direction of writing'],
      ['low', 'few tags or selectors, as in emoji'],
    ],
    fix: 'Remove them, and find out who put them there.',
    limits:
      'Characters without width, which emoji and some scripts need, are not told of here; in chat templates they are.',
    references: ['CVE-2021-42574', 'CWE-1007'],
  },
  run(model) {
    const findings: Finding[] = [];
    for (const { file, part, content } of partsOf(model, 'text')) {
      for (const hidden of content.hidden) {
        const severity = severityOf(hidden);
        if (severity === undefined) continue;
        const message = `${hidden.count} characters that are not seen (${hidden.kind})`;
        const [offset] = hidden.offsets;
        findings.push(finding({ check: id, severity, message }, locate({ file, part, offset })));
      }
    }
    return findings;
  },
};

function severityOf({ kind, count }: Hidden): Severity | undefined {
  if (kind === 'zero-width') return undefined;
  if (kind === 'bidi') return 'medium';
  return count >= MANY ? 'high' : 'low';
}
