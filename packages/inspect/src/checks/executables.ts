// SPDX-License-Identifier: Apache-2.0
import type { Finding } from '@mpk/core';
import type { Check } from '../check.js';
import { finding, locate } from '../findings.js';
import { allParts, partsOf } from '../inspected-model.js';

const id = 'executables';

/** What a system runs by itself, by format id. */
const PROGRAMS: ReadonlyMap<string, string> = new Map([
  ['elf', 'a program or library of Linux'],
  ['pe', 'a program or library of Windows'],
  ['mach-o', 'a program or library of macOS'],
  ['wasm', 'a WebAssembly module'],
  ['java-class', 'compiled Java'],
  ['jar', 'compiled Java'],
  ['python-bytecode', 'compiled Python'],
  ['llamafile', 'a program that carries a model'],
]);

/** Programs, wherever they are: as files, in archives, behind other content, in the place of tensors. */
export const executables: Check = {
  id,
  description: 'Programs among the files, in archives, in pickles, behind other content or in the place of tensors.',
  about: {
    finds:
      'Programs of Linux, Windows and macOS, WebAssembly, compiled Java and Python, and scripts with an interpreter line; by content, at the beginning of files, members of archives, values in pickles, trailing data and storages of tensors.',
    risk: 'A model is data. A program beside or inside it is there to be run by somebody: by hand, by a loader, or by a second stage that only has to find it.',
    severities: [
      ['critical', 'a program inside of something else: a pickle, trailing data, the storage of a tensor'],
      ['high', 'a program as a file or as a member of an archive'],
      ['medium', 'a script with an interpreter line'],
    ],
    fix: 'Remove it. Where the model needs it (custom operators, a llamafile), get it signed with the model and write an exception for this one model.',
    limits:
      'A program that is encrypted, encoded, or spread over the low bits of weights has no beginning that could be recognised: only a difference to a signed base shows that.',
    references: ['CWE-506', 'CWE-829'],
  },
  run(model) {
    const findings: Finding[] = [];
    for (const { file, part } of allParts(model)) {
      const what = PROGRAMS.get(part.format);
      if (what !== undefined) {
        const isHidden = part.path.some((step) => step.startsWith('@'));
        const severity = isHidden ? 'critical' : 'high';
        findings.push(finding({ check: id, severity, message: what }, locate({ file, part, offset: 0 })));
      } else if (part.format === 'script') {
        const message = 'a script with an interpreter line';
        findings.push(finding({ check: id, severity: 'medium', message }, locate({ file, part, offset: 0 })));
      }
    }
    for (const { file, part, content } of partsOf(model, 'raw')) {
      for (const format of content.looksLike) {
        const message = `${PROGRAMS.get(format) ?? format} in the place of a tensor`;
        findings.push(finding({ check: id, severity: 'critical', message }, locate({ file, part, offset: 0 })));
      }
    }
    return findings;
  },
};
