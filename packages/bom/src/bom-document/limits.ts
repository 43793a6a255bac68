// SPDX-License-Identifier: Apache-2.0

/** Largest document that is read. */
export const MAX_BOM_BYTES = 128 * 1024 * 1024;
/** Most components, at any depth, that are looked at; the rest is reported as passed over. */
export const MAX_COMPONENTS = 250_000;
/** Most remarks of one document; they are counted beyond. */
export const MAX_PASSED_OVER = 200;
/** Most pointers of citations, and properties that name a source, that are taken in. */
export const MAX_SOURCES = 500_000;
/** Longest note of a citation that is read, in characters. */
export const MAX_NOTE_CHARS = 4000;
/** Longest text of a document that a result repeats, in characters. */
export const MAX_SHOWN_CHARS = 200;
