// SPDX-License-Identifier: Apache-2.0

/** What readers find that no writer of a format writes, with what it means. No opinion: how bad it is, checks say. */
export const IRREGULARITIES = {
  truncated: 'ends early, as what was cut short on its way does',
  malformed: 'the bytes do not follow the format',
  'trailing-bytes': 'bytes after the end of the format',
  'leading-bytes': 'bytes before the beginning of the format',
  'byte-order-mark': 'a byte order mark, which some readers refuse and others pass over',
  gap: 'bytes that nothing in the format refers to',
  overlap: 'two things in the format share bytes',
  'out-of-bounds': 'something refers to bytes outside of the file',
  'duplicate-name': 'two things have the same name',
  'name-mismatch': 'one thing has two names in two places',
  'size-mismatch': 'one thing has two sizes, or a size that does not follow from its shape and type',
  'checksum-mismatch': 'the bytes do not have the checksum that stands beside them',
  'field-mismatch': 'one field has two values in two places',
  'bad-value': 'a field has a value that the format does not know',
  'unknown-field': 'a field or key that the format does not have',
  'too-many': 'more of something than any writer makes, or than is followed',
  'unsafe-name': 'a name that leads out of the folder it is unpacked to, or that systems read differently',
  link: 'a link, device or pipe in an archive',
  'hidden-member': 'a member of an archive that its directory does not list',
  'external-data': 'content that lies in another file',
  'odd-padding': 'padding of other bytes than the format says',
  'odd-order': 'things are not in the order that every writer gives them',
} as const satisfies Record<string, string>;

export type IrregularityKind = keyof typeof IRREGULARITIES;
