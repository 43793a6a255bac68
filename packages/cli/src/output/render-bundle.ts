// SPDX-License-Identifier: Apache-2.0
import { printable, showName } from '@mpk/core';
import type { AttestationSummary, BundleSummary, CertificateSummary, ModelSignatureSummary } from '@mpk/kit/show';

/** Longest text of a predicate that is printed whole, in characters: base64 of whole files tells people nothing. */
const MAX_SHOWN_CHARS = 500;

/** Most digests of one file that are printed; `--json` has all. */
const MAX_DIGESTS_SHOWN = 3;

/** Bundles for people. Their texts are unverified and escaped. */
export function renderBundles(summaries: readonly BundleSummary[]): string {
  const note =
    summaries.length === 1
      ? 'not verified: this is what the signature says of itself'
      : `not verified: this is what ${summaries.length} signatures say of themselves`;
  const numbered = (text: string, i: number): string =>
    summaries.length === 1 ? text : `${i + 1} of ${summaries.length}\n${text}`;
  return [note, ...summaries.map(renderBundle).map(numbered)].join('\n\n');
}

function renderBundle(summary: BundleSummary): string {
  const signed = [
    `signed by   ${summary.method}${summary.keyHint === undefined ? '' : ` with the hint ${showName(summary.keyHint)}`}`,
    `log entries ${summary.logEntries}, timestamps ${summary.timestamps}`,
    ...('predicateType' in summary ? [`predicate   ${showName(summary.predicateType)}`] : []),
    ...summary.certificates.map(certificateLine),
  ];
  if ('problem' in summary) return [...signed, `not read    ${printable(summary.problem)}`].join('\n');
  const lines = 'predicate' in summary ? attestationLines(summary, signed) : signatureLines(summary, signed);
  return lines.join('\n');
}

function certificateLine({ subject, alternativeNames, issuer, validFrom, validTo }: CertificateSummary): string {
  const whose = [
    ...(subject === '' ? [] : [showName(subject)]),
    ...(alternativeNames === '' ? [] : [`(${showName(alternativeNames)})`]),
  ];
  return `certificate ${whose.join(' ')}, by ${showName(issuer)}, ${validFrom} to ${validTo}`;
}

const signatureLines = (summary: ModelSignatureSummary, signed: readonly string[]): readonly string[] => [
  ...(summary.modelName === '' ? [] : [`model       ${showName(summary.modelName)}`]),
  `oms-root    ${summary.omsRootDigest}`,
  `digests     ${summary.serialization}${summary.dialect === 'v1' ? '' : ', in the dialect of model-signing 0.2'}`,
  ...signed,
  ...(summary.ignorePaths.length > 0 ? [`left out    ${summary.ignorePaths.map(showName).join(', ')}`] : []),
  ...summary.limits.map(noteLine),
  '',
  ...summary.files.map(fileLine),
];

const noteLine = (limit: string): string => `note        ${limit}`;

function fileLine({ name, digests }: ModelSignatureSummary['files'][number]): string {
  const more = digests.length > MAX_DIGESTS_SHOWN ? ` and ${digests.length - MAX_DIGESTS_SHOWN} more` : '';
  return `${digests.slice(0, MAX_DIGESTS_SHOWN).join(' ')}${more}  ${showName(name)}`;
}

const attestationLines = (
  { subjects, predicate, limits }: AttestationSummary,
  signed: readonly string[],
): readonly string[] => [
  ...subjects.map(({ name, digest }) => `about       ${showName(name)}  ${digestText(digest)}`),
  ...signed,
  ...limits.map(noteLine),
  '',
  ...JSON.stringify(predicate, shortened, 2).split('\n').map(printable),
];

const digestText = (digest: Readonly<Record<string, string>>): string =>
  Object.entries(digest)
    .map(([algorithm, value]) => showName(`${algorithm}:${value}`))
    .join(' ');

const shortened = (_: string, value: unknown): unknown =>
  typeof value === 'string' && value.length > MAX_SHOWN_CHARS
    ? `${value.slice(0, MAX_SHOWN_CHARS)}... (${value.length} characters)`
    : value;
