// SPDX-License-Identifier: Apache-2.0

/** What the footer of a Parquet file says. All lists are bounded; texts are printable and cut. */
export interface ParquetContent {
  readonly kind: 'parquet';
  /** undefined where it is not said, or beyond 2^53 */
  rows?: number;
  rowGroups: number;
  /** of all row groups together; undefined where one does not say */
  groupedRows: number | undefined;
  /** at the top: each may be made of others */
  readonly columns: string[];
  createdBy: string;
  /** value undefined: longer than what is kept */
  readonly metadata: { readonly key: string; readonly value?: string }[];
  /** the footer is all read, and the lists have all of it */
  complete: boolean;
}
