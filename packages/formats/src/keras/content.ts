// SPDX-License-Identifier: Apache-2.0

/** A dictionary of a configuration that says what is to be made when the model is loaded. Texts are printable and cut. */
export interface KerasObject {
  /** JSON pointer to it */
  readonly pointer: string;
  /** empty where it says none */
  readonly className: string;
  /** from which it is imported; empty where it says none, as in Keras 2 */
  readonly module: string;
  readonly registeredName: string;
  /** name of a function that it wraps, such as that of a Lambda layer */
  readonly functionName: string;
  /** compiled Python is in it: its base64 text, or a `__lambda__` */
  readonly hasCode: boolean;
  /** texts in its own configuration that are paths or URLs, not those of objects within it */
  readonly paths: readonly string[];
}

/** What a configuration of Keras (`config.json`, `model_config`, metadata of a SavedModel) makes when it is loaded. */
export interface KerasConfig {
  readonly objects: readonly KerasObject[];
  /** more objects than are listed */
  readonly moreObjects: number;
  /** it was not looked at as a whole: nested too deep, or of too many values */
  readonly isCut: boolean;
}
