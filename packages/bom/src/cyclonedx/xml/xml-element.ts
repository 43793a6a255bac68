// SPDX-License-Identifier: Apache-2.0

/** An element that was read, of the namespace of CycloneDX. */
export interface XmlElement {
  /** without a prefix */
  readonly name: string;
  /** without those of other namespaces */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** its own, without that of its children: between these, space */
  readonly text: string;
}

/** Where a value of the JSON form comes to stand, and who is told of what is not read. */
export class XmlPlace {
  constructor(
    /** RFC 6901 */
    readonly pointer: string,
    readonly remark: (pointer: string, reason: string) => void,
  ) {}

  at(step: string | number): XmlPlace {
    return new XmlPlace(`${this.pointer}/${step}`, this.remark);
  }
}
