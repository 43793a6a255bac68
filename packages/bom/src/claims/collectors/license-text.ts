// SPDX-License-Identifier: Apache-2.0
import { baseNameOf, contentOf, textOf } from '../../model-files.js';
import { recogniseLicense } from '../../licenses/recognise-license.js';
import type { Collector } from '../collector.js';

/** Names under which terms come; what they are is told by their text. */
const NAMES = /licen[cs]e|copying|notice|copyright|terms|eula|use[-_ ]?policy/i;
/** Files of prose: a program or a table may have a licence in its name, too. */
const PROSE = /^[^.]+$|\.(?:txt|md|rst|html?|licen[cs]e|apache|mit|bsd|gpl|llama\d*|[\d.]+)$/i;
/** Names of what is a licence itself, and is claimed even where nobody knows it. */
const IS_LICENSE = /^(?:model[-_ .]?)?(?:licen[cs]e|copying)/i;

/** Licences and notices, recognised by what they say. */
export const licenseText: Collector = {
  id: 'license-text',
  reads: '`LICENSE`, `COPYING`, `NOTICE` and files called alike: which licence their text is, or names',
  collect(file, sink) {
    const name = baseNameOf(file);
    if (!NAMES.test(name) || !PROSE.test(name)) return;
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
    if (!IS_LICENSE.test(name)) return;
    const isUnknown = texts.length === 0 && named.length === 0;
    if (isUnknown || like.length > 0)
      sink.add(file, 'license.text', 'other', { pointer: texts.length > 0 ? '#other' : '', method: 'measured' });
    for (const id of like) sink.add(file, 'license.text.like', id, { pointer: '', method: 'inferred' });
  },
};
