// SPDX-License-Identifier: Apache-2.0
import type { Serialize } from '../library.js';

export type Options = Serialize.Types.NormalizerOptions;
export type NormalizedBom = Serialize.JSON.Types.Normalized.Bom;
export type NormalizedComponent = Serialize.JSON.Types.Normalized.Component;
export type NormalizedLicense = Serialize.JSON.Types.Normalized.License;
export type NormalizedDependency = Serialize.JSON.Types.Normalized.Dependency;
