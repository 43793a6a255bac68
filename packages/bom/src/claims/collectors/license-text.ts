// SPDX-License-Identifier: Apache-2.0
import { baseNameOf, contentOf, textOf, type ModelFile } from '../../model-files.js';
import { recogniseLicense } from '../../licenses/recognise-license.js';
import type { Collector } from '../collector.js';

/** Names of what is a licence itself, whatever its extension, and is claimed even where nobody knows it. */
const LICENSES = /licen[cs]e|copying|eula/i;
/** Programs, and data of what others are under, may have a licence in their names, too. */
const NO_LICENSES =
  /\.(?:[cm]?[jt]sx?|py[ci]?|ipynb|sh|c|cc|cpp|h|hpp|rs|go|java|lua|rb|csv|tsv|jsonl?|ya?ml|toml|xml|parquet)$/i;
const OF_OTHERS = /(?:third|3rd)[-_ ]?part|notice/i;
/** `LICENSES/MIT.txt`, as REUSE has it. */
const FOLDER = /^LICENSES\/[^/]+$/i;
/** Other names under which terms come, of prose; what they are is told by their text. */
const TERMS = /notice|copyright|terms|use[-_ ]?policy/i;
const PROSE = /^[^.]+$|\.(?:txt|md|rst|html?)$/i;

/** Licences and notices, recognised by what they say. */
export const licenseText: Collector = {
  id: 'license-text',
  reads: '`LICENSE`, `COPYING`, `NOTICE`, `LICENSES/*` and files called alike: which licence their text is, or names',
  collect(file, sink) {
    const isLicense = isLicenseFile(file);
    const name = baseNameOf(file);
    if (!isLicense && !((TERMS.test(name) || LICENSES.test(name)) && PROSE.test(name))) return;
    const text = textOf(file);
    if (text === undefined) {
      const isText = contentOf(file, 'text') !== undefined;
      sink.unread(file, isText ? 'too-large' : 'malformed', isText ? 'it is not read' : 'no text');
      return;
    }
    const { texts, notices, like } = recogniseLicense(text);
    // Several in one file are told apart: each of them counts.
    for (const id of texts)
      sink.add(file, 'license.text', id, { pointer: texts.length > 1 ? `#${id}` : '', method: 'measured' });
    // Whole texts say how to write notices.
    const named = texts.length === 0 ? notices : [];
    for (const id of named) sink.add(file, 'license.notice', id, { pointer: '' });
    if (!isLicense) return;
    // A notice of a licence that is told word for word stands there alone; with another anything may.
    const isUnknown = texts.length === 0 && !(named.length === 1 && named[0] === 'apache-2.0');
    if (isUnknown || like.length > 0)
      sink.add(file, 'license.text', 'other', { pointer: texts.length > 0 ? '#other' : '', method: 'measured' });
    for (const id of like) sink.add(file, 'license.text.like', id, { pointer: '', method: 'inferred' });
  },
};

function isLicenseFile(file: ModelFile): boolean {
  const name = baseNameOf(file);
  return FOLDER.test(file.name) || (LICENSES.test(name) && !NO_LICENSES.test(name) && !OF_OTHERS.test(name));
}
