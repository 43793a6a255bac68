// SPDX-License-Identifier: Apache-2.0
import type { PickleOpcode } from './opcodes.js';

/** Most open marks that are followed. */
const MAX_MARKS = 100_000;

/** How deep a pickle machine's stack is, and where its marks lie; what is on it is not kept. */
export class PickleStack {
  private depth = 0;
  private marks: number[] = [];

  get full(): boolean {
    return this.marks.length >= MAX_MARKS;
  }

  clear(): void {
    this.depth = 0;
    this.marks = [];
  }

  /** @returns false when the stack is not deep enough, or has no mark */
  apply(opcode: PickleOpcode): boolean {
    if (opcode.role === 'mark') {
      this.marks.push(this.depth);
      return true;
    }
    if (opcode.role === 'pop') return this.pop();
    if (opcode.takes === 'mark') {
      const mark = this.marks.pop();
      if (mark === undefined || mark < opcode.below) return false;
      this.depth = mark + opcode.gives;
      return true;
    }
    if (this.depth < opcode.takes + opcode.below) return false;
    this.drop(opcode.takes);
    this.depth += opcode.gives;
    return true;
  }

  private pop(): boolean {
    if (this.marks.at(-1) === this.depth) {
      this.marks.pop();
      return true;
    }
    if (this.depth === 0) return false;
    this.drop(1);
    return true;
  }

  /** Old unpicklers let items be taken from under a mark; the mark then is gone with them. */
  private drop(count: number): void {
    this.depth -= count;
    while ((this.marks.at(-1) ?? 0) > this.depth) this.marks.pop();
  }
}
