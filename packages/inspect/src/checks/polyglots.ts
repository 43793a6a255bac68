// SPDX-License-Identifier: Apache-2.0
import type { Finding } from '@mpk/core';
import type { Part } from '@mpk/formats';
import type { Check } from '../check.js';
import { finding, locate } from '../findings.js';
import type { InspectedFile } from '../inspected-model.js';

const id = 'polyglots';

/** Files that are several things at once: what they are depends on who reads them. */
export const polyglots: Check = {
  id,
  description: 'Files that are several formats at once, or carry something before, behind or between what they are.',
  about: {
    finds:
      'One run of bytes that two readers follow as two formats (a pickle that is a zip archive too), and content of its own in leading, trailing or unreferenced bytes.',
    risk: 'A scanner looks at the one format, a loader takes the other. PyTorch, for one, decides by a zip directory at the end of the file and falls back to a pickle at its beginning.',
    severities: [['critical', 'always']],
    fix: 'Refuse the file: no writer makes such files.',
    limits: 'Formats that no reader of this kit knows cannot be seen as a second format.',
    references: ['CWE-436', 'CWE-434'],
  },
  run: (model) => model.files.flatMap((file) => [...inOnePlace(file), ...hidden(file)]),
};

function inOnePlace(file: InspectedFile): readonly Finding[] {
  const byPath = new Map<string, Part[]>();
  for (const part of file.reading.parts) {
    const key = JSON.stringify(part.path);
    const known = byPath.get(key);
    if (known === undefined) byPath.set(key, [part]);
    else known.push(part);
  }
  return [...byPath.values()].flatMap((parts) => {
    const formats = [...new Set(parts.map(({ format }) => format))];
    const [part] = parts;
    if (formats.length < 2 || part === undefined) return [];
    const message = `is ${formats.join(' and ')} at once`;
    return [finding({ check: id, severity: 'critical', message }, locate({ file, part, offset: 0 }))];
  });
}

/** What was found in bytes that their format does not speak of. */
function hidden(file: InspectedFile): readonly Finding[] {
  return file.reading.parts.flatMap((part) => {
    const isOutside = part.path.at(-1)?.startsWith('@') === true && part.isOutside === true;
    if (!isOutside || part.format === 'unknown') return [];
    const message = `${part.format} in bytes that the format around it does not speak of`;
    return [finding({ check: id, severity: 'critical', message }, locate({ file, part, offset: 0 }))];
  });
}
