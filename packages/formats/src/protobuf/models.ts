// SPDX-License-Identifier: Apache-2.0
import type { ProtobufScan } from './protobuf-scan.js';

/** ModelProto of ONNX: ir_version, producer, domain, version, doc, graph, opsets, metadata, training, functions, devices. */
const ONNX_FIELDS = ['1:0', '2:2', '3:2', '4:2', '5:0', '6:2', '7:2', '8:2', '14:2', '20:2', '25:2', '26:2'];
/** First fields that a GraphProto can begin with, as tags. */
const GRAPH_TAGS = [0x0a, 0x12, 0x2a, 0x52, 0x5a, 0x62, 0x6a, 0x72, 0x7a, 0x82];
const SENTENCEPIECE_FIELDS = ['1:2', '2:2', '3:2', '4:2', '5:2'];

/** Names the protobuf-based format that a whole file's top level is one of, for certain; undefined otherwise. */
export function recogniseProtobuf(scan: ProtobufScan): 'onnx' | 'saved-model' | 'sentencepiece' | undefined {
  if (!scan.finish()) return undefined;
  if (isOnnx(scan)) return 'onnx';
  if (isSavedModel(scan)) return 'saved-model';
  return isSentencePiece(scan) ? 'sentencepiece' : undefined;
}

const only = (scan: ProtobufScan, known: readonly string[]): boolean =>
  [...scan.fields.keys()].every((key) => known.includes(key));

function isOnnx(scan: ProtobufScan): boolean {
  const version = scan.fields.get('1:0')?.varint ?? 0;
  const graph = scan.fields.get('7:2')?.samples[0]?.bytes[0];
  return version >= 1 && version <= 100 && only(scan, ONNX_FIELDS) && graph !== undefined && GRAPH_TAGS.includes(graph);
}

function isSavedModel(scan: ProtobufScan): boolean {
  const graph = scan.fields.get('2:2')?.samples[0]?.bytes[0];
  return scan.fields.get('1:0')?.varint === 1 && only(scan, ['1:0', '2:2']) && (graph === 0x0a || graph === 0x12);
}

/** Pieces are {1: text, 2: score as float, 3: type}. */
function isSentencePiece(scan: ProtobufScan): boolean {
  const pieces = scan.fields.get('1:2')?.samples ?? [];
  if (pieces.length === 0 || !scan.fields.has('2:2') || !only(scan, SENTENCEPIECE_FIELDS)) return false;
  return pieces.every(({ bytes }) => {
    const next = bytes[2 + (bytes[1] ?? 0)];
    return bytes[0] === 0x0a && (next === 0x15 || next === 0x18);
  });
}
