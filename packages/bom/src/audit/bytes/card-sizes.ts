// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { isJsonObject } from '@mpk/formats';
import { headingsOf } from '../../claims/prose/headings.js';
import { isTurned, statementsOf } from '../../claims/prose/statements.js';
import { sectionsOf } from '../../claims/sections.js';
import { isCard, textOf } from '../../model-files.js';
import type { AuditedModel } from '../audited-model.js';
import { inferred } from '../facts.js';
import type { AuditRule } from '../rule.js';
import { configJson } from './configuration.js';
import { topLevel } from './shapes.js';
import { isUnbound } from './tokenizers.js';

type Size = 'layers' | 'hidden-size' | 'context-length';

const LABELS: readonly (readonly [size: Size, label: string])[] = [
  ['layers', String.raw`(?:number of|num\.?|no\. of|#) (?:hidden |transformer )?layers`],
  ['hidden-size', String.raw`hidden (?:size|dim(?:ension)?)`],
  ['context-length', String.raw`(?:max(?:imum)? )?context (?:length|window|size)`],
];
const NUMBER = String.raw`(\d{1,3}(?:,\d{3}){1,2}|\d{1,9})\s?(k|m)?(?: tokens)?`;
const LINES = LABELS.map(
  ([size, label]) => [size, new RegExp(String.raw`^${label}\s?:\s{0,2}${NUMBER}\.?$`, 'i')] as const,
);
/** Headings under which it is another model that is told of, or how this one was trained. */
const OF_OTHERS =
  /\b(?:base|parent|teacher|student|backbone|encoder|decoder|draft|original|other|family|compar|variants?|models|lora|adapter|train|fine|hyper|vision|audio|data)/i;
/** Positions are often stretched four times, by words of a card alone. */
const MOST_STRETCHED = 4.2;

export const cardSizesDiffer: AuditRule = {
  id: 'card-sizes-differ',
  theme: 'bytes',
  severity: 'medium',
  description:
    'A line of the card gives it other layers, another width or a longer context than the configuration does.',
  risk: 'The card is of another model.',
  fix: 'Correct the card, or publish the model that it is of.',
  limits: `It reads lines such as \`Number of layers: 32\`, of cards that give one number. A context counts from ${MOST_STRETCHED} times on, and models of several parts are passed over.`,
  *check(model) {
    if (hasParts(model) || model.has('adapter')) return;
    for (const { size, value, claim } of toldIn(model)) {
      const [stated] = topLevel(model.numbers(size));
      if (stated === undefined || isBorneOut(model, size, value, stated.value)) continue;
      const unit = size.replace('-', ' ');
      yield {
        message: `${unit}: ${value} in the card, ${stated.value} in the configuration`,
        evidence: [claim, stated],
      };
    }
  },
};

const isBorneOut = (model: AuditedModel, size: Size, said: number, stated: number): boolean =>
  size === 'context-length' ? isUnbound(model) || said <= stated * MOST_STRETCHED : said === stated;

/** Of encoders and decoders, and of what sees or hears, a number may be of any part. */
const hasParts = (model: AuditedModel): boolean =>
  (configJson(model)?.members ?? []).some(
    ([name, value]) =>
      (/_config$/.test(name) && !/quantization|generation|rope/.test(name) && isJsonObject(value)) ||
      /^(?:encoder|decoder)_layers$|^num_(?:encoder|decoder)_layers$/.test(name) ||
      (name === 'is_encoder_decoder' && value === true),
  );

interface Told {
  readonly size: Size;
  readonly value: number;
  readonly claim: Claim;
}

/** What lines of the card say; nothing of what they say more than one thing of. */
function toldIn(model: AuditedModel): readonly Told[] {
  const card = model.files.find(isCard);
  const text = card === undefined ? undefined : textOf(card);
  if (card === undefined || text === undefined) return [];
  const sections = sectionsOf(text);
  const headings = headingsOf(sections);
  const all = sections.flatMap((section, i) =>
    OF_OTHERS.test(headings[i] ?? '')
      ? []
      : statementsOf(section.text).flatMap((one) => (one.isWhole ? toldBy(one.text, card.name, section.title) : [])),
  );
  return [...Map.groupBy(all, ({ size }) => size).values()].flatMap((ofSize) =>
    new Set(ofSize.map(({ value }) => value)).size === 1 ? ofSize.slice(0, 1) : [],
  );
}

function toldBy(text: string, file: string, title: string): readonly Told[] {
  if (isTurned(text)) return [];
  return LINES.flatMap(([size, line]) => {
    const [, digits, unit] = line.exec(text) ?? [];
    if (digits === undefined) return [];
    const value =
      Number(digits.replaceAll(',', '')) * (unit === undefined ? 1 : unit.toLowerCase() === 'k' ? 1000 : 1e6);
    return [{ size, value, claim: inferred(size, value, { file, pointer: `#${title}` }) }];
  });
}
