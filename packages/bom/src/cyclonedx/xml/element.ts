// SPDX-License-Identifier: Apache-2.0
import type { Serialize } from '../library.js';

export type Element = Serialize.XML.Types.SimpleXml.Element;

/** An element; attributes that are undefined are not there. */
export const element = (name: string, children?: Element['children'], attributes?: Element['attributes']): Element => ({
  type: 'element',
  name,
  ...(attributes !== undefined && { attributes }),
  ...(children !== undefined && { children }),
});
