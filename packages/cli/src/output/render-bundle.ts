// SPDX-License-Identifier: Apache-2.0
import { showName } from '@mpk/core';
import type { BundleSummary } from '@mpk/kit/show';

/** A bundle for people. Its texts are unverified and escaped. */
export function renderBundle(summary: BundleSummary): string {
  const lines = [
    'not verified: this is what the signature says of itself',
    '',
    `model       ${showName(summary.modelName)}`,
    `oms-root    ${summary.omsRootDigest}`,
    `signed by   ${summary.method}${summary.keyHint === undefined ? '' : ` with the hint ${showName(summary.keyHint)}`}`,
    `log entries ${summary.logEntries}, timestamps ${summary.timestamps}`,
    `predicate   ${showName(summary.predicateType)}`,
  ];
  for (const c of summary.certificates) {
    const subject = c.subject === '' ? [] : [showName(c.subject)];
    const names = c.alternativeNames === '' ? [] : [`(${showName(c.alternativeNames)})`];
    const whose = [...subject, ...names].join(' ');
    lines.push(`certificate ${whose}, by ${showName(c.issuer)}, ${c.validFrom} to ${c.validTo}`);
  }
  if (summary.ignorePaths.length > 0) lines.push(`left out    ${summary.ignorePaths.map(showName).join(', ')}`);
  lines.push('', ...summary.files.map((file) => `${file.digests.join(' ')}  ${showName(file.name)}`));
  return lines.join('\n');
}
