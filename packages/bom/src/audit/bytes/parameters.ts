// SPDX-License-Identifier: Apache-2.0
import type { TextClaim, NumberClaim } from '../audited-model.js';
import type { AuditRule } from '../rule.js';

/** What a size in words may differ from what is counted: "7B" is said of 6.5 to 8.2 billion. */
const LEAST = 0.7;
const MOST = 1.4;

const UNITS: Readonly<Record<string, number>> = { M: 1e6, B: 1e9, T: 1e12 };

/** `7B`, `350M`, `1.5 billion`; undefined for mixtures (`8x7B`, `17B-16E`), active parameters (`A3B`) and anything else. */
export function sizeInWords(text: string): number | undefined {
  const [, number = '', unit = ''] =
    /(?<![\w.])(\d{1,5}(?:\.\d{1,3})?)[ -]?([MBT]|million|billion|trillion)(?![\w])/i.exec(text) ?? [];
  const factor = UNITS[unit.charAt(0).toUpperCase()];
  return factor === undefined || /\d\s?x\s?\d|-\d+E\b/i.test(text) ? undefined : Number(number) * factor;
}

const statedSize = (claim: TextClaim | NumberClaim): number | undefined =>
  typeof claim.value === 'number' ? claim.value : sizeInWords(claim.value);

export const parametersDiffer: AuditRule = {
  id: 'parameters-differ',
  theme: 'bytes',
  severity: 'high',
  description: 'It is said to have another number of parameters than its tensors hold.',
  risk: 'Another model was published under this name, or a part of it is missing.',
  fix: 'Find out which model this is; correct the name, the card or the metadata, or get the missing files.',
  limits: `Sizes in words count from ${LEAST} to ${MOST} times what they say. Packed, quantised weights are not counted.`,
  *check(model) {
    const measured = model.numbers('parameters.count').find(({ method }) => method === 'measured');
    if (measured === undefined || model.has('adapter')) return;
    for (const claim of [...model.texts('parameters.stated', 'name'), ...model.numbers('parameters.stated')]) {
      const stated = statedSize(claim);
      if (stated === undefined || (measured.value >= stated * LEAST && measured.value <= stated * MOST)) continue;
      const message = `said to have ${String(claim.value)}, has ${measured.value.toLocaleString('en')} parameters`;
      yield { message, evidence: [claim, measured] };
    }
  },
};
