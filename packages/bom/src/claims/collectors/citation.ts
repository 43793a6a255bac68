// SPDX-License-Identifier: Apache-2.0
import type { Collector } from '../collector.js';
import { yamlObjectOf } from '../documents.js';
import { addTexts } from '../fields.js';
import { addLicenses } from '../license-fields.js';

/** `CITATION.cff`: how to cite what lies there. Its title and authors may be those of a paper, and are not read. */
export const citation: Collector = {
  id: 'citation',
  reads: '`CITATION.cff` at the top: licence',
  collect(file, sink) {
    if (!/^CITATION\.cff$/i.test(file.name)) return;
    const value = yamlObjectOf(file, sink);
    if (value === undefined) return;
    addLicenses({ file, sink, value });
    addTexts({ file, sink, value }, [['/license-url', 'license.link']]);
  },
};
