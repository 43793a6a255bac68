#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { execute } from '@oclif/core/execute';

await execute({ dir: import.meta.url });
