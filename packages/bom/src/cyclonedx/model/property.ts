// SPDX-License-Identifier: Apache-2.0

export type Property = { readonly name: string; readonly value: string };
