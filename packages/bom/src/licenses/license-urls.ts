// SPDX-License-Identifier: Apache-2.0

/** Addresses that are of one licence alone, behind the name of the host; what is caught is put into the id. */
const ADDRESSES: readonly (readonly [address: RegExp, id: string])[] = [
  [
    /^creativecommons\.org\/licenses\/(by(?:-nc)?(?:-sa|-nd)?)\/([1-4]\.[05])(?:\/(?:deed|legalcode)(?:\.[\w-]{2,8})?)?\/?$/,
    'cc-$1-$2',
  ],
  [/^creativecommons\.org\/publicdomain\/zero\/1\.0(?:\/(?:deed|legalcode)(?:\.[\w-]{2,8})?)?\/?$/, 'cc0-1.0'],
  [/^choosealicense\.com\/licenses\/([\w.+-]{1,40})\/?$/, '$1'],
  [/^spdx\.org\/licenses\/([\w.+-]{1,60}?)(?:\.html|\.json|\.txt)?\/?$/, '$1'],
  [/^opensource\.org\/licenses?\/(mit|isc|ncsa|zlib|unlicense)(?:-license)?(?:\.php|\.html)?\/?$/, '$1'],
  [/^opensource\.org\/licenses?\/(apache-2\.0|bsd-[23]-clause|mpl-2\.0|epl-2\.0)(?:\.php|\.html)?\/?$/, '$1'],
  [/^opensource\.org\/licenses?\/(a?gpl|lgpl)-([23])-([01])\/?$/, '$1-$2.$3'],
  [/^opensource\.org\/licenses?\/(a?gpl|lgpl)-(2\.[01]|3\.0)(?:\.php|\.html)?\/?$/, '$1-$2'],
  [/^apache\.org\/licenses\/license-2\.0(?:\.txt|\.html)?\/?$/, 'apache-2.0'],
  [
    /^gnu\.org\/licenses\/(?:old-licenses\/)?(a?gpl|lgpl)-(2\.[01]|3\.0)(?:-standalone)?(?:\.en)?(?:\.html|\.txt|\.md)?\/?$/,
    '$1-$2',
  ],
  [/^gnu\.org\/licenses\/(a?gpl|lgpl)(?:\.en)?(?:\.html|\.txt|\.md)?\/?$/, '$1-3.0'],
  [/^mozilla\.org\/(?:en-us\/)?mpl\/2\.0\/?$/, 'mpl-2.0'],
  [/^unlicense\.org\/?$/, 'unlicense'],
  [/^opendatacommons\.org\/licenses\/by\/1[-.]0\/?$/, 'odc-by'],
  [/^opendatacommons\.org\/licenses\/odbl\/1[-.]0\/?$/, 'odbl'],
  [/^opendatacommons\.org\/licenses\/pddl\/1[-.]0\/?$/, 'pddl'],
  [/^cdla\.(?:dev|io)\/(permissive|sharing)-([12])-0\/?$/, 'cdla-$1-$2.0'],
  [/^ai\.google\.dev\/gemma\/terms\/?$/, 'gemma'],
  [/^llama\.com\/llama(3)_([123])\/license\/?$/, 'llama$1.$2'],
  [/^llama\.com\/llama([34])\/license\/?$/, 'llama$1'],
];

/**
 * Which licence an address is of, as an id of the Hub or of SPDX, in lower case.
 *
 * @param url - attacker-controlled, in lower case
 * @returns undefined for what is no address, and for an address that is of no one licence for certain
 */
export function licenseOfUrl(url: string): string | undefined {
  // Choosers of licences add queries, and people leave out the scheme, or write a link of Markdown.
  const plain = /^\[[^\][]{0,200}\]\(([^()\s]{1,300})\)$/.exec(url)?.[1] ?? url;
  const [, address] = /^(?:https?:\/\/)?(?:www\.)?([^\s?#]{1,200})(?:[?#].*)?$/.exec(plain) ?? [];
  if (address === undefined) return undefined;
  const found = ADDRESSES.find(([pattern]) => pattern.test(address));
  return found && address.replace(found[0], found[1]);
}
