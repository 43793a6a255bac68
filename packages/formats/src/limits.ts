// SPDX-License-Identifier: Apache-2.0

/** Bytes at the beginning of a file that are looked at as one piece. */
export const HEAD_BYTES = 64 * 1024;
/** Bytes at the end of a file in which a zip directory's end is looked for: record, longest comment, zip64 locator. */
export const TAIL_BYTES = 22 + 0xffff + 20;
/** Most bytes that one file's recognition reads out of order, together; other consumers share the pass's own limit. */
export const RANGE_BYTES = 3 * 1024 * 1024;
/** Most bytes of a zip directory that are read. */
export const MAX_DIRECTORY_BYTES = 2 * 1024 * 1024;
/** Most "end of central directory" records of one file that are followed. */
export const MAX_DIRECTORY_ENDS = 4;
/** Most members of an archive whose content is looked at. */
export const MAX_SNIFFED_MEMBERS = 1024;
/** Bytes of a member that are looked at; deflate makes at most 1,032 times as many of them. */
export const SNIFF_BYTES = 1024;
/** Most bytes that decompressing {@link SNIFF_BYTES} may give. */
export const MAX_SNIFFED_OUTPUT_BYTES = 2 * 1024 * 1024;
/** Largest safetensors header, as the reference implementation has it. */
export const MAX_SAFETENSORS_HEADER_BYTES = 100_000_000;
/** Most opcode bytes that are walked while looking for pickles that do not begin at the file's beginning. */
export const MAX_CARVED_BYTES = 4 * 1024 * 1024;
/** Deepest nesting of JSON that is recognised as such. */
export const MAX_JSON_NESTING = 512;
