// SPDX-License-Identifier: Apache-2.0

/** What an import is known to give whoever calls it. */
export type Danger =
  'runs-code' | 'runs-programs' | 'loads-code' | 'reads-or-writes-files' | 'network' | 'reaches-attributes';

/**
 * Dotted names known to be dangerous, separated by one space: a module stands for all in it, a name for itself and its
 * attributes. The longest that fits a name gives its reason.
 *
 * From the Python documentation, the deny lists of picklescan, modelscan and fickling, and their security advisories.
 */
export const DANGEROUS_NAMES: Readonly<Record<Danger, string>> = {
  'runs-code':
    'builtins.eval builtins.exec builtins.compile builtins.execfile builtins.breakpoint builtins.input builtins.help ' +
    'builtins.map builtins.filter __builtin__.eval __builtin__.exec __builtin__.execfile __builtin__.compile ' +
    '__builtin__.input __builtin__.apply __builtin__.map __builtin__.filter builtins.type builtins.classmethod ' +
    'runpy code codeop pdb bdb timeit cProfile profile trace pstats.Stats doctest idlelib lib2to3 unittest ' +
    'types.FunctionType types.CodeType types.LambdaType types.MethodType types.DynamicClassAttribute ' +
    'types.new_class types.coroutine ctypes _ctypes cffi _cffi_backend pycparser threading _thread thread dummy_threading ' +
    '_dummy_thread concurrent concurrent.futures asyncio sched signal atexit weakref.finalize functools.partial ' +
    'functools.partialmethod functools.reduce functools.cached_property functools.singledispatch functools.lru_cache ' +
    'itertools.starmap contextlib.ExitStack contextlib.contextmanager _functools.partial _functools.reduce ' +
    'numpy.testing._private.utils.runstring numpy.testing.utils.runstring numpy.testing.rundocs numpy.testing ' +
    'numpy.vectorize numpy.lib.function_base.vectorize numpy.lib._function_base_impl.vectorize numpy.frompyfunc ' +
    'numpy.apply_along_axis numpy.fromfunction numpy.piecewise pandas.eval pandas.core.computation ' +
    'torch.jit torch.fx torch.fx.graph_module torch.onnx torch._dynamo torch._inductor torch.cuda._compile_kernel ' +
    'torch.compile torch.serialization.load torch.load torch.distributed torch.utils.data.datapipes ' +
    'torch.utils.bottleneck torch.utils._config_module torch._export torch.export torch.ao.ns torch.package ' +
    'torch.utils._pytree torch._tensor._rebuild_from_type torch._tensor._rebuild_from_type_v2 ' +
    'torch._functorch torch.multiprocessing torch._custom_op torch.library torch._lobpcg torch.testing ' +
    'sympy jinja2 mako numexpr scipy.stats._distn_infrastructure statsmodels.base.data patsy ' +
    'IPython jedi pandas.io.formats sqlalchemy.ext.serializer joblib.Parallel joblib.parallel ' +
    'sklearn.externals.joblib.parallel django celery ray dask distributed pyspark mlflow.pyfunc nose pytest _pytest ' +
    'aiohttp.web prompt_toolkit tkinter Tkinter turtle turtledemo curses readline rlcompleter sre_constants ' +
    'dataclasses.make_dataclass collections.namedtuple typing.get_type_hints string.Formatter logging.config ' +
    'keras.layers.Lambda keras.src.layers.core.lambda_layer tensorflow.py_function tensorflow.numpy_function ' +
    'tensorflow.python.ops.script_ops copy.deepcopy copy.copy sys.settrace sys.setprofile sys.call_tracing ' +
    'sys.addaudithook sys.excepthook sys.displayhook gc inspect.getattr_static inspect.getsource inspect test tests',
  'runs-programs':
    'os posix nt os.system os.popen os.spawn subprocess _posixsubprocess commands popen2 pty pexpect sh plumbum ' +
    'fabric paramiko invoke platform.popen webbrowser antigravity multiprocessing _multiprocessing billiard ' +
    'asyncio.subprocess asyncio.unix_events asyncio.create_subprocess_shell asyncio.create_subprocess_exec pip ' +
    'pip._internal pipes venv ensurepip virtualenv distutils setuptools numpy.distutils numpy.f2py numpy.f2py.crackfortran ' +
    'numpy.f2py.diagnose numpy.f2py.capi_maps torch.utils.collect_env torch.utils.cpp_extension torch.utils.hipify ' +
    'torch.distributed.run torch.distributed.launch torch.distributed.elastic torch._inductor.codecache ' +
    'torch._inductor.cpp_builder torch._inductor.compile_worker torch._appdirs torch.utils._cpp_extension_versioner ' +
    'uuid._get_command_stdout uuid._popen uuid._netstat_getter uuid._ipconfig_getter uuid._ifconfig_getter ' +
    'ctypes.util _osx_support _aix_support cgitb _pyrepl pydoc pydoc.pipepager pydoc.pager pydoc.tempfilepager ' +
    'mimetypes crypt imghdr resource git gitdb pyximport cython scipy._lib._ccallback nturl2path ' +
    'sysconfig platform joblib.externals.loky sklearn.externals.joblib.externals _winapi winreg _winreg msvcrt',
  'loads-code':
    'importlib importlib.import_module imp zipimport pkgutil pkgutil.resolve_name builtins.__import__ ' +
    '__builtin__.__import__ __builtin__.reload site modulefinder sys.modules sys.path sys.meta_path sys.path_hooks ' +
    'pickle _pickle cPickle pickletools marshal shelve dill _dill cloudpickle jsonpickle joblib.load ' +
    'joblib.numpy_pickle.load joblib.numpy_pickle_compat sklearn.externals.joblib.load ' +
    'sklearn.externals.joblib.numpy_pickle_compat numpy.load numpy.core._ufunc_reconstruct ' +
    'numpy._core._ufunc_reconstruct numpy.lib.npyio numpy.lib.npyio.load pandas.read_pickle pandas.io.pickle ' +
    'pandas.compat.pickle_compat torch.hub torch.package.package_importer torch.serialization torch.utils.model_zoo ' +
    'torch.jit.load torch._utils._import_dotted_name torch._utils.try_import torch.classes torch.ops ' +
    'torch.ops.load_library torch._ops torch.storage._load_from_bytes torch.utils._import_utils ' +
    'yaml hydra hydra.utils.instantiate hydra._internal omegaconf.OmegaConf transformers.pipeline ' +
    'transformers.dynamic_module_utils transformers.models.auto tensorflow.load_op_library tensorflow.saved_model ' +
    'tensorflow.keras.models.load_model keras.models.load_model keras.saving keras.src.saving ' +
    'mlflow bentoml xmlrpc xmlrpclib copyreg.pickle copyreg.constructor copy_reg.pickle pkg_resources ' +
    'numba llvmlite pyarrow.serialization entrypoints stevedore',
  'reads-or-writes-files':
    'builtins.open __builtin__.open __builtin__.file io.open io.FileIO io.open_code _io.open _io.FileIO ' +
    '_io.TextIOWrapper _io.BufferedReader _pyio codecs.open os.open os.remove os.unlink os.rename os.path shutil ' +
    'tempfile glob fileinput linecache zipfile tarfile gzip bz2 lzma csv dbm sqlite3 _sqlite3 configparser ' +
    'ConfigParser plistlib mmap netrc logging.FileHandler logging.handlers distutils.file_util distutils.dir_util ' +
    'pathlib.Path tomllib filecmp mailbox py_compile compileall tokenize.open trace.Trace numpy.memmap ' +
    'numpy.core.memmap numpy._core.memmap numpy.fromfile numpy.genfromtxt numpy.loadtxt numpy.save numpy.savez numpy.savetxt ' +
    'numpy.lib.format numpy.lib._datasource numpy.DataSource pandas.io pandas.read_csv pandas.read_json ' +
    'pandas.read_excel pandas.read_hdf pandas.read_table scipy.io joblib.dump joblib.numpy_pickle.dump joblib.memory ' +
    'torch.save torch.from_file torch._C.PyTorchFileReader torch._C.PyTorchFileWriter h5py tables PIL.Image.open ' +
    'cv2.imread imageio safetensors.torch.load_file getpass keyring smart_open fsspec sklearn.datasets datasets',
  network:
    'socket _socket ssl _ssl http httplib urllib urllib2 urllib3 urlparse requests httpx aiohttp ftplib smtplib smtpd ' +
    'telnetlib poplib imaplib nntplib socketserver SocketServer SimpleHTTPServer BaseHTTPServer CGIHTTPServer ' +
    'asyncore asynchat wsgiref cgi xmlrpc.client xmlrpc.server websocket websockets tornado twisted zmq grpc boto3 ' +
    'botocore huggingface_hub google.cloud azure selectors select cookielib http.cookiejar ' +
    'torch.distributed.rpc torch.hub.load_state_dict_from_url torch.hub.download_url_to_file ' +
    'keras.utils.get_file tensorflow.keras.utils.get_file gensim.downloader nltk spacy.cli multiprocessing.connection ' +
    'multiprocessing.managers sklearn.datasets._base sklearn.datasets.fetch_openml uuid._random_getnode',
  'reaches-attributes':
    'builtins.getattr builtins.setattr builtins.delattr builtins.vars builtins.globals builtins.locals builtins.dir ' +
    '__builtin__.getattr __builtin__.setattr __builtin__.delattr __builtin__.vars __builtin__.globals ' +
    '__builtin__.locals builtins.super builtins.property builtins.hasattr operator.attrgetter operator.itemgetter ' +
    'operator.methodcaller operator.call operator.setitem operator.delitem operator.getitem _operator.attrgetter ' +
    '_operator.itemgetter _operator.methodcaller sys sys._getframe sys.intern types.ModuleType types.SimpleNamespace.__init__ ' +
    'inspect.currentframe inspect.stack traceback builtins.__dict__ builtins.memoryview attr._make ' +
    'importlib.reload six.moves _collections_abc weakref.proxy weakref.ref',
};
