// SPDX-License-Identifier: Apache-2.0
import { isInLicenseFolder, isLicenseFileName, isTermsFileName, isThirdPartyFileName } from '@mpk/core';
import { baseNameOf, contentOf, textOf, type ModelFile } from '../../model-files.js';
import { EXACT_IDS } from '../../licenses/exact-texts.js';
import { recogniseLicense } from '../../licenses/recognise-license.js';
import type { Collector } from '../collector.js';

/** Programs, data, pictures and weights may have a licence in their names, too. */
const NO_LICENSES =
  /\.(?:[cm]?[jt]sx?|py[ci]?|ipynb|sh|c|cc|cpp|h|hpp|rs|go|java|lua|rb|csv|tsv|jsonl?|ya?ml|toml|xml|parquet|arrow|db|png|jpe?g|gif|webp|svg|bmp|ico|mp[34]|wav|flac|safetensors|gguf|onnx|pth?|bin|ckpt|h5|keras|pkl|pickle|joblib|np[yz]|pb|tflite|mlmodel|zip|gz|tar|7z)$/i;
/** Terms by other names than that of a licence are looked for in prose alone. */
const PROSE = /^[^.]+$|\.(?:txt|md|rst|html?)$/i;
/** A text at the top may be a licence by any name: `GPL-3.0.txt`. A card quotes some. */
const AT_TOP = /^(?!readme\.md$)(?:[^./]+|[^/]{1,100}\.(?:txt|md|\d{1,2}))$/i;
/** A word that every licence has: of vocabularies, and other long lists, no more is looked for. */
const OF_LICENSES = /licen[cs]e|permission|redistribut|public domain|copyright/i;

/** Licences and notices, recognised by what they say. */
export const licenseText: Collector = {
  id: 'license-text',
  reads:
    '`LICENSE`, `COPYING`, `NOTICE`, `LICENSES/*` and files called alike: which licence their text is, or names; texts at the top that are a licence, whatever they are called',
  collect(file, sink) {
    const isLicense = isLicenseFile(file);
    const isOfTerms = isLicense || isTermsFile(file);
    if (!isOfTerms && !AT_TOP.test(file.name)) return;
    const text = textOf(file);
    if (text === undefined) {
      if (!isOfTerms) return;
      const isText = contentOf(file, 'text') !== undefined;
      sink.unread(file, isText ? 'too-large' : 'malformed', isText ? 'it is not read' : 'no text');
      return;
    }
    if (!isOfTerms && !OF_LICENSES.test(text)) return;
    const { texts, notices, like } = recogniseLicense(text);
    // They count in whatever folder. Several in one file are told apart.
    for (const id of texts) {
      const pointer = texts.length > 1 ? `#${id}` : '';
      sink.add(file, 'license.text', id, { subject: 'model', pointer, method: 'measured' });
    }
    if (!isOfTerms) return;
    // Whole texts say how to write notices.
    const named = texts.length === 0 ? notices : [];
    for (const id of named) sink.add(file, 'license.notice', id, { subject: 'model', pointer: '' });
    if (!isLicense || text.trim() === '') return;
    // What names a licence that is told word for word says nothing else; with another anything may stand.
    const isNamed = named.length > 0 && named.every((id) => EXACT_IDS.has(id));
    if ((texts.length === 0 && !isNamed) || like.length > 0) {
      const pointer = texts.length > 0 ? '#other' : '';
      sink.add(file, 'license.text', 'other', { subject: 'model', pointer, method: 'measured' });
    }
    for (const id of like)
      sink.add(file, 'license.text.like', id, { subject: 'model', pointer: '', method: 'inferred' });
  },
};

function isLicenseFile(file: ModelFile): boolean {
  const name = baseNameOf(file);
  return (
    isInLicenseFolder(file.name) || (isLicenseFileName(name) && !NO_LICENSES.test(name) && !isThirdPartyFileName(name))
  );
}

function isTermsFile(file: ModelFile): boolean {
  const name = baseNameOf(file);
  return (isTermsFileName(name) || isLicenseFileName(name)) && PROSE.test(name);
}
