// SPDX-License-Identifier: Apache-2.0

/** Something that the BOM says, and where it is known from. */
export interface Fact {
  /** bom-ref of the component that it is said of */
  readonly of: string;
  /** members and indexes from that component to the value, as the document has them */
  readonly path: readonly (string | number)[];
  /** bom-ref of the file or tool that says so */
  readonly attributedTo: string;
  /** file, key and method, for people */
  readonly note: string;
}
