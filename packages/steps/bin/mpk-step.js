#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { runProcess } from '../dist/process.js';

await runProcess();
