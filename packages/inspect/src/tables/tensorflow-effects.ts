// SPDX-License-Identifier: Apache-2.0

/** What an operator of TensorFlow does beside computing. */
export type TensorflowEffect =
  /** calls a Python function: one of the process that runs the graph, for a graph brings none with it */
  | 'python'
  /** runs a graph, a library or an engine that it is given as bytes or by a name */
  | 'runs-other'
  | 'writes-files'
  | 'reads-files'
  /** reads a file that should be one of the assets of the model */
  | 'reads-assets'
  | 'network';

const EFFECTS: Readonly<Record<TensorflowEffect, string>> = {
  python: 'PyFunc PyFuncStateless EagerPyFunc',
  'runs-other': 'DatasetFromGraph RemoteCall TPUPartitionedCall',
  // PrintV2 takes `file://` for where to print, and the Debug ones take URLs to which they write.
  'writes-files': `
    CacheDataset CacheDatasetV2 CreateSummaryDbWriter CreateSummaryFileWriter DatasetToTFRecord DebugIdentity
    DebugIdentityV2 DebugIdentityV3 DebugNanCount DebugNumericSummary DebugNumericSummaryV2 DistributedSave DumpTensor
    ExperimentalDatasetToTFRecord PrintV2 Save SaveDataset SaveDatasetV2 SaveSlices SnapshotDataset SnapshotDatasetV2
    WriteFile`,
  // Skipgram, the protobuf ones and ImmutableConst take a file's name for an attribute.
  'reads-files': `
    CSVDataset CSVDatasetV2 DecodeProtoV2 EncodeProto ExperimentalCSVDataset ExperimentalLMDBDataset
    ExperimentalMatchingFilesDataset ExperimentalSqlDataset FixedLengthRecordDataset FixedLengthRecordDatasetV2
    FixedLengthRecordReader FixedLengthRecordReaderV2 GenerateVocabRemapping ImmutableConst LMDBDataset LMDBReader
    ListSnapshotChunksDataset LoadAndRemapMatrix LoadDataset MatchingFiles MatchingFilesDataset ReadFile RecordInput
    Skipgram SnapshotChunkDataset SnapshotDatasetReader SnapshotNestedDatasetReader TFRecordDataset TFRecordDatasetV2
    TFRecordReader TFRecordReaderV2 TextLineDataset TextLineReader TextLineReaderV2 WholeFileReader WholeFileReaderV2`,
  'reads-assets': 'InitializeTableFromTextFile InitializeTableFromTextFileV2',
  network: `
    DataServiceDataset DataServiceDatasetV2 DataServiceDatasetV3 DataServiceDatasetV4 FileSystemSetConfiguration
    RegisterDataset RegisterDatasetV2 RpcCall RpcClient RpcServer RpcServerRegister RpcServerStart SqlDataset`,
};

/**
 * Operators that do more than to compute. Not in it are those that every SavedModel has in order to save and restore its
 * variables: SaveV2, RestoreV2, MergeV2Checkpoints, ShardedFilename.
 */
export const TENSORFLOW_EFFECTS: ReadonlyMap<string, TensorflowEffect> = new Map(
  Object.entries(EFFECTS).flatMap(([effect, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, effect as TensorflowEffect] as const),
  ),
);
