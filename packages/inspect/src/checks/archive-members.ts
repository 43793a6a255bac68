// SPDX-License-Identifier: Apache-2.0
import type { Finding } from '@mpk/core';
import type { Check } from '../check.js';
import { finding, locate } from '../findings.js';
import { allParts } from '../inspected-model.js';

const id = 'archive-members';

/** Archives that nobody needs in a model; malware was put on hubs in them, for what scanners make of it. */
const UNREAD: readonly string[] = ['7z', 'rar'];

/** Names and links that reach out of the folder that an archive is unpacked to, and bombs. */
export const archiveMembers: Check = {
  id,
  description:
    'Archives whose members reach out of their folder, are links or devices, or expand out of all proportion.',
  about: {
    finds:
      'Members of zip and tar archives whose names are absolute, climb (`..`), hold backslashes, control or direction characters, or fall together with others where a file system folds case or Unicode; links, devices and pipes; content that expands out of all proportion; and 7-Zip and RAR archives, which no loader of models reads.',
    risk: 'Unpacking writes or reads where the archive says, outside of the folder; or fills memory and disk.',
    severities: [
      ['critical', 'a link, device or pipe'],
      ['high', 'a name that leads out, or that systems read differently; a bomb; a 7-Zip or RAR archive'],
    ],
    fix: 'Do not unpack it. Ask for an archive of plain files.',
    limits: 'What is in 7-Zip and RAR archives is not looked at.',
    references: ['CWE-22', 'CWE-59', 'CWE-409'],
  },
  run(model) {
    const findings: Finding[] = [];
    for (const { file, part } of allParts(model)) {
      if (UNREAD.includes(part.format)) {
        const message = `a ${part.format} archive: no loader of models reads those, and scanners cannot look into them`;
        findings.push(finding({ check: id, severity: 'high', message }, locate({ file, part, offset: 0 })));
      }
      for (const { kind, offset, detail } of part.irregularities) {
        if (kind !== 'unsafe-name' && kind !== 'link') continue;
        const severity = kind === 'link' ? 'critical' : 'high';
        const what =
          kind === 'link' ? 'a link, device or pipe' : 'a name that leads out of its folder or is read differently';
        const message = `${what}${detail === undefined ? '' : `: ${detail}`}`;
        findings.push(finding({ check: id, severity, message }, locate({ file, part, offset })));
      }
      for (const { reason, offset, detail = '' } of part.uninspected) {
        if (reason !== 'bomb') continue;
        const message = `expands out of all proportion ${detail}`.trim();
        findings.push(finding({ check: id, severity: 'high', message }, locate({ file, part, offset })));
      }
    }
    return findings;
  },
};
