// SPDX-License-Identifier: Apache-2.0
import type { KerasConfig } from '../keras/content.js';

export interface Hdf5Object {
  /** from the root group, by the first link that leads there; printable, cut */
  readonly path: string;
  readonly kind: 'group' | 'dataset' | 'datatype';
  /** outermost first; undefined where there are no elements at all */
  readonly shape?: readonly number[];
  /** such as `float32`, `string[12]`, `vlen of int8`, `compound` */
  readonly dtype?: string;
  readonly layout?: 'compact' | 'contiguous' | 'chunked' | 'virtual';
  /** bytes that it takes in the file */
  readonly storedBytes?: number;
  /** ids of filters, as the HDF Group registers them */
  readonly filters?: readonly number[];
}

export interface Hdf5Attribute {
  /** path of the object that has it */
  readonly object: string;
  readonly name: string;
  readonly dtype: string;
  readonly shape?: readonly number[];
  /** the first of its texts; printable, cut */
  readonly texts?: readonly string[];
}

/** Something that leads elsewhere than to an object of this file. */
export interface Hdf5Reference {
  /** of the link, or of the dataset */
  readonly path: string;
  /**
   * `soft` leads to a path, `external` to one in another file, `user-defined` to whatever a plugin makes of it;
   * `external-storage` and `virtual` are datasets whose elements are those of other files
   */
  readonly kind: 'soft' | 'external' | 'user-defined' | 'external-storage' | 'virtual';
  readonly file?: string;
  readonly target?: string;
}

/** What an HDF5 file is made of. All lists are bounded. */
export interface Hdf5Content {
  readonly kind: 'hdf5';
  readonly superblockVersion: number;
  readonly userBlockBytes: number;
  readonly objects: Hdf5Object[];
  readonly attributes: Hdf5Attribute[];
  readonly references: Hdf5Reference[];
  /** more objects, attributes or references than are listed */
  moreEntries: number;
  /** of attributes `model_config` and `training_config`, which Keras wrote before version 3 */
  readonly keras: { readonly attribute: string; readonly config: KerasConfig }[];
  /** raw data that begins as a program or a pickle does */
  readonly looksLike: { readonly path: string; readonly offset: number }[];
}
