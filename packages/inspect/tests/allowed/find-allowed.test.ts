import { ALLOW_LISTS, findAllowed, type Use } from '../../src/allowed/index.js';
import { GADGETS } from './gadgets.js';

const USES = ['called', 'created', 'makers', 'loaders', 'referenced'] as const;

const ORDINARY: readonly [use: Use, module: string, names: string][] = [
  ['called', 'collections', 'OrderedDict defaultdict Counter'],
  ['maker', 'copyreg', '_reconstructor'],
  ['called', '_codecs', 'encode'],
  ['called', 'builtins', 'set frozenset bytearray complex'],
  ['called', 'numpy', 'dtype'],
  ['referenced', 'numpy', 'ndarray float64 float32 int64 recarray'],
  ['called', 'numpy.core.multiarray', '_reconstruct scalar'],
  ['called', 'numpy._core.multiarray', '_reconstruct scalar'],
  ['called', 'numpy._core.numeric', '_frombuffer'],
  ['called', 'numpy.random._pickle', '__randomstate_ctor __generator_ctor'],
  ['referenced', 'numpy.core._multiarray_umath', 'log exp'],
  ['called', 'scipy.sparse.csr', 'csr_matrix'],
  ['called', 'scipy.sparse._csr', 'csr_matrix csr_array'],
  ['called', 'joblib.numpy_pickle', 'NumpyArrayWrapper'],
  ['called', 'sklearn.externals.joblib.numpy_pickle', 'NumpyArrayWrapper'],
  ['created', 'pandas.core.frame', 'DataFrame'],
  ['called', 'pandas.core.internals.managers', 'BlockManager'],
  ['called', 'pandas._libs.internals', '_unpickle_block'],
  ['maker', 'pandas.core.indexes.base', '_new_Index'],
  ['created', 'pandas.core.indexes.base', 'Index'],
  ['called', 'sklearn.pipeline', 'Pipeline FeatureUnion'],
  ['called', 'sklearn.tree._tree', 'Tree'],
  ['called', 'sklearn.tree.tree', 'DecisionTreeClassifier'],
  ['called', 'sklearn.tree._classes', 'DecisionTreeClassifier'],
  ['called', 'sklearn.ensemble.forest', 'RandomForestClassifier'],
  ['called', 'sklearn.ensemble._forest', 'RandomForestClassifier'],
  ['called', 'sklearn.linear_model._logistic', 'LogisticRegression'],
  ['called', 'sklearn.feature_extraction.text', 'TfidfVectorizer CountVectorizer'],
  ['called', 'sklearn._loss._loss', 'CyHalfBinomialLoss'],
  ['referenced', 'sklearn.feature_selection._univariate_selection', 'f_classif'],
  ['called', 'torch._utils', '_rebuild_tensor_v2 _rebuild_parameter'],
  ['called', 'torch.nn.modules.linear', 'Linear'],
  ['called', 'torch.nn.modules.conv', 'Conv2d'],
  ['called', 'torch.nn.modules.container', 'Sequential ModuleList'],
  ['called', 'torch.nn.modules.rnn', 'LSTM GRU'],
  ['called', 'torch.nn.parallel.data_parallel', 'DataParallel'],
  ['referenced', 'torch', 'FloatStorage float32 HalfStorage'],
  ['referenced', 'torch.nn.functional', 'relu'],
  ['loader', 'torch.storage', '_load_from_bytes'],
  ['called', 'torchvision.models.resnet', 'ResNet BasicBlock'],
  ['created', 'xgboost.core', 'Booster'],
  ['created', 'xgboost.sklearn', 'XGBClassifier'],
  ['created', 'lightgbm.basic', 'Booster'],
  ['called', 'lightgbm.sklearn', 'LGBMClassifier'],
  ['called', 'catboost.core', 'CatBoostClassifier'],
  ['called', 'transformers.models.bert.configuration_bert', 'BertConfig'],
  ['called', 'transformers.models.bert.modeling_bert', 'BertSelfAttention BertLayer'],
  ['called', 'transformers.trainer_utils', 'IntervalStrategy'],
  ['created', 'transformers.training_args', 'TrainingArguments'],
  ['called', 'tokenizers', 'AddedToken'],
  ['called', 'keras_preprocessing.text', 'Tokenizer'],
  ['loader', 'keras.saving.pickle_utils', 'deserialize_model_from_bytecode'],
  ['called', 'tensorflow.python.trackable.data_structures', 'ListWrapper'],
  ['called', 'peft.utils.peft_types', 'PeftType'],
  ['called', 'timm.models.vision_transformer', 'VisionTransformer'],
  ['created', 'ultralytics.nn.tasks', 'DetectionModel SegmentationModel'],
  ['called', 'ultralytics.nn.modules.conv', 'Conv'],
  ['created', 'omegaconf.dictconfig', 'DictConfig'],
  ['called', 'pytorch_lightning.utilities.parsing', 'AttributeDict'],
  ['called', 'gensim.models.keyedvectors', 'KeyedVectors'],
  ['created', 'gensim.models.word2vec', 'Word2Vec'],
  ['called', 'imblearn.pipeline', 'Pipeline'],
  ['called', 'imblearn.over_sampling._smote.base', 'SMOTE'],
  ['created', 'category_encoders.target_encoder', 'TargetEncoder'],
  ['called', 'hmmlearn.hmm', 'GaussianHMM'],
];

function each(table: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(table).flatMap(([module, names]) =>
    names.split(' ').map((name): [string, string] => [module, name]),
  );
}

describe('what an ordinary model imports', () => {
  it.each(ORDINARY)('is %s: %s %s', (use, module, names) => {
    for (const name of names.split(' ')) expect([name, findAllowed(module, name)?.use]).toEqual([name, use]);
  });
});

describe('a name that is not exactly on a list', () => {
  it.each([
    ['sklearn.pipeline.Pipeline', 'x'],
    ['sklearn.pipeline', 'Pipeline.x'],
    ['sklearn.pipeline', 'Pipeline.__init__'],
    ['sklearn.pipeline', 'pipeline'],
    ['sklearn.pipeline', 'Pipelin'],
    ['sklearn.pipeline', 'Pipeline '],
    ['sklearn.pipeline', ' Pipeline'],
    ['sklearn.pipeline ', 'Pipeline'],
    ['sklearn.pipeline', 'FeatureUnion Pipeline'],
    ['sklearn.pipeline FeatureUnion', 'Pipeline'],
    ['sklearn.pipeline Pipeline', ''],
    ['', 'sklearn.pipeline Pipeline'],
    ['Sklearn.Pipeline', 'Pipeline'],
    ['SKLEARN.PIPELINE', 'PIPELINE'],
    ['sklearn', 'pipeline.Pipeline'],
    ['sklearn.evil', 'Pipeline'],
    ['sklearn', 'Pipeline'],
    ['numpy', ''],
    ['', 'numpy'],
    ['torch', ''],
    ['torch', 'nn'],
    ['torch', 'storage._load_from_bytes'],
    ['torch.storage', 'io'],
    ['numpy.core.multiarray', 'sys'],
    ['collections', 'OrderedDict.fromkeys'],
    ['__proto__', 'toString'],
    ['constructor', 'constructor'],
    ['called', 'numpy'],
    ['collections', 'ОrderedDict'],
    ['collections', 'OrderedDict\0'],
    ['collections\n', 'OrderedDict'],
  ])('is not found: %j %j', (module, name) => {
    expect(findAllowed(module, name)).toBeUndefined();
  });
});

describe('a known gadget', () => {
  it.each(each(GADGETS))('is not allowed in any use: %s %s', (module, name) => {
    expect(findAllowed(module, name)).toBeUndefined();
  });

  it('comes in hundreds here', () => {
    expect(each(GADGETS).length).toBeGreaterThan(300);
  });
});

describe('the lists', () => {
  const names = ALLOW_LISTS.flatMap((list) => USES.flatMap((use) => each(list[use])));

  it('have no name twice, in one list or in two', () => {
    const keys = names.map(([module, name]) => `${module} ${name}`);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at && new Set(keys).size !== keys.length)).toEqual([]);
  });

  it('hold identifiers only', () => {
    const qualname = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;
    expect(names.filter(([module, name]) => !qualname.test(module) || !qualname.test(name))).toEqual([]);
  });

  it('are sorted, so that a change shows as what it is', () => {
    for (const list of ALLOW_LISTS) {
      for (const use of USES) {
        const modules = Object.keys(list[use]);
        expect(modules).toEqual([...modules].sort());
        for (const line of Object.values(list[use])) expect(line.split(' ')).toEqual(line.split(' ').sort());
      }
    }
  });

  it('name the versions that they were read from', () => {
    for (const list of ALLOW_LISTS) expect(list.versions.length).toBeGreaterThan(0);
  });

  it('keep no test, no command line and no data set loader', () => {
    const modules = new Set(names.map(([module]) => module));
    expect(
      [...modules].filter((m) => /(^|\.)(tests?|testing|conftest|cli|commands|datasets|f2py|hub)(\.|$)/.test(m)),
    ).toEqual([]);
  });
});
