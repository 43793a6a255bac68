# SPDX-License-Identifier: Apache-2.0
"""What code that loading may run must not touch. Tables only; `scan.py` applies them."""

# A reference is enough, called or not: whoever holds the function may call it.
BUILTINS = {"eval", "exec", "compile", "open", "__import__", "input", "breakpoint", "globals", "memoryview", "help", "exit", "quit"}

# Foreign modules any use of which is a hit, submodules too, but for the names in HARMLESS.
MODULES = {
    "_ctypes", "_io", "_pickle", "_posixsubprocess", "_thread", "_winapi", "aiohttp", "asyncio", "atexit", "bdb", "boto3", "botocore",
    "bz2", "cffi", "cloudpickle", "code", "codeop", "codecs.open", "commands", "concurrent", "configparser", "cProfile", "csv",
    "ctypes", "dbm", "dill", "distutils", "dis", "doctest", "ensurepip", "fileinput", "fsspec", "ftplib", "gc", "git", "glob",
    "gzip", "h5py", "http", "httpx", "huggingface_hub", "imaplib", "imp", "importlib", "importlib_metadata", "inspect.getsource",
    "io", "joblib", "keyring", "linecache", "logging.config", "logging.handlers", "lzma", "mailbox",
    "marshal", "mlflow", "mmap", "modelscope", "multiprocessing", "nntplib", "ntpath.open", "nt", "os", "pathlib", "pdb",
    "pickle", "pickletools",
    "pip", "pkg_resources", "pkgutil", "platform", "plistlib", "poplib", "posix", "profile", "pty", "pydoc", "ray", "requests",
    "resource", "runpy", "s3fs", "sched", "selectors", "setuptools", "shelve", "shlex", "shutil", "signal", "site", "smtplib",
    "socket", "socketserver", "sqlite3", "ssl", "subprocess", "sympy", "sys", "sysconfig", "tarfile", "telnetlib", "tempfile", "threading",
    "timeit", "tkinter", "trace", "tracemalloc", "types.CodeType", "types.FunctionType", "turtle", "unittest", "urllib", "urllib2",
    "urllib3", "venv", "wandb", "webbrowser", "wsgiref", "xml", "xmlrpc", "yaml", "zipfile", "zipimport", "zmq",
}

# Exact names under MODULES that touch neither code nor files nor the network.
HARMLESS = {
    "codecs", "os", "sys", "io", "logging", "platform", "pathlib", "threading", "pickle", "inspect", "types", "importlib", "joblib",
    "concurrent", "multiprocessing", "urllib", "subprocess", "tempfile", "shutil", "glob", "gzip", "csv", "yaml", "h5py", "requests",
    "warnings", "ctypes", "asyncio", "gc", "socket", "unittest", "signal", "http", "fsspec", "xml", "zipfile", "tarfile", "bz2",
    "huggingface_hub", "git", "dis", "json", "mmap", "lzma", "pkg_resources", "pkgutil", "distutils", "marshal",
    "os.path", "os.path.join", "os.path.basename", "os.path.dirname", "os.path.splitext", "os.path.sep", "os.sep", "os.linesep", "os.name",
    "os.path.normpath", "os.path.split", "os.path.isabs", "os.PathLike", "os.fspath", "os.environ.get", "os.getenv",
    "os.getpid", "os.cpu_count",
    "os.environ.items",
    "sys.version_info", "sys.version", "sys.maxsize", "sys.byteorder", "sys.platform", "sys.float_info.epsilon", "sys.float_info.min",
    "sys.float_info.max", "sys.float_info", "sys.exc_info", "sys.hexversion", "sys.getsizeof", "sys.maxint", "sys.intern",
    "sys.getrefcount",
    "sys.getrecursionlimit", "sys.executable", "sys.maxunicode", "sys.stderr", "sys.stdout",
    "io.BytesIO", "io.StringIO", "io.IOBase", "io.BufferedIOBase", "io.RawIOBase", "io.TextIOBase", "io.UnsupportedOperation",
    "pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath", "pathlib.PurePosixPath", "pathlib.WindowsPath", "pathlib.PureWindowsPath",
    "platform.system", "platform.machine", "platform.python_version",
    "threading.Lock", "threading.RLock", "threading.local", "threading.current_thread", "threading.get_ident", "threading.main_thread",
    "threading.Event", "threading.Condition",
    "pickle.HIGHEST_PROTOCOL", "pickle.PicklingError", "pickle.UnpicklingError",
    "types.SimpleNamespace", "types.MethodType", "urllib.parse", "urllib.parse.urlparse", "urllib.parse.quote", "gc.collect",
    "multiprocessing.cpu_count", "asyncio.iscoroutinefunction", "concurrent.futures", "ctypes.c_void_p", "csv.QUOTE_MINIMAL",
    "importlib.metadata", "importlib.metadata.PackageNotFoundError", "yaml.YAMLError", "subprocess.CalledProcessError",
    "joblib.hash", "xml.etree", "huggingface_hub.errors", "requests.exceptions", "urllib.error", "ctypes.Structure",
    "ctypes.c_char_p", "timeit.default_timer", "sys.stdout.encoding", "distutils.version", "distutils.version.LooseVersion",
    "distutils.version.StrictVersion", "urllib.parse.unquote", "pkg_resources.packaging.version.Version",
    "pkg_resources.packaging", "pkg_resources.packaging.version", "urllib.parse.urlsplit", "fnmatch",
    "sys.version.split", "sys.platform.startswith", "sys.stdout.flush", "sys.stdout.write", "sys.stderr.write", "sys.stderr.flush",
    "concurrent.futures._base.FINISHED", "types.FunctionType", "types.CodeType", "pkg_resources.parse_version", "sys._getframe",
    "sys.path", "sys.argv", "multiprocessing.current_process", "os.path.exists", "os.path.isfile", "os.path.isdir", "os.path.abspath",
    "os.path.expanduser", "os.path.realpath", "os.getcwd", "os.path.getsize", "dis.opmap", "importlib.util",
    "importlib.util.find_spec", "importlib.metadata.version",
    "os.environ.copy", "sys.getdefaultencoding", "sys.getfilesystemencoding", "sys.stdout.isatty", "sys.stdin", "shutil.get_terminal_size",
}

# Harmless to mention (isinstance asks for them), not to call.
CALLED_ONLY = {"types.FunctionType", "types.CodeType", "types.LambdaType", "importlib.util.find_spec", "sys.path.append", "sys.path.insert"}

# Called on something whose type is not known. `eval` only with arguments: a module's own eval() takes none.
METHODS = {
    "CDLL", "Popen", "call_soon", "check_call", "check_output", "chmod", "chown", "communicate", "connect", "create_connection", "dlopen",
    "download", "exec", "exec_module", "execute", "execv", "execve", "expanduser_", "export_chrome_trace", "extractall", "fetch",
    "find_module", "fork", "from_file", "from_pretrained", "fromfile", "genfromtxt", "getaddrinfo", "getoutput", "glob", "hf_hub_download",
    "import_module", "instantiate", "kill", "link_to", "load", "load_file", "load_from_checkpoint", "load_library", "load_model",
    "load_module", "load_weights", "loads", "loadtxt", "makedirs", "memmap", "mkdir", "mkdtemp", "mkstemp", "mktemp", "open", "open_memmap",
    "popen", "push_to_hub", "query", "read", "read_bytes", "read_csv", "read_excel", "read_feather", "read_hdf", "read_html", "read_json",
    "read_parquet", "read_pickle", "read_sql", "read_table", "read_text", "read_xml", "readline", "readlines", "recv", "recvfrom",
    "reload", "rglob", "rmdir", "rmtree", "run_module", "run_path", "save", "save_model", "save_pretrained", "save_weights", "savetxt",
    "savez", "send", "sendall", "sendto", "shell", "snapshot_download", "spawn", "startfile", "symlink", "symlink_to", "system", "to_csv",
    "to_disk", "from_disk", "to_excel", "to_feather", "to_hdf", "to_json_file", "to_parquet", "to_pickle", "to_sql", "tofile",
    "touch", "unlink",
    "urlopen", "urlretrieve", "write", "write_bytes", "write_text", "writelines", "hardlink_to", "run_command", "add_to_git_credential",
    "__import__", "__subclasses__", "__globals__", "__builtins__", "__code__", "f_globals", "f_locals", "gi_frame", "func_globals",
    "load_state_dict_from_url", "load_url", "fetch_openml", "cached_download", "cached_path", "iterdir", "Process", "Thread",
}

# The last part of a name in a framework that does I/O or runs code, wherever it is defined (natively, or in what was not read).
NAMES = METHODS - {"execute", "instantiate", "connect", "query", "fetch", "kill", "send", "recv", "write", "call_soon", "glob", "save", "read", "spawn"} | {
    "eval", "exec", "compile", "DataSource", "save", "runstring", "load_inline", "_import_module", "CodeType", "FunctionType",
    "parallel_backend", "cpp_extension", "reduce_graph_module", "_load_from_bytes", "imread", "imwrite", "imdecode",
    "VideoCapture", "VideoWriter", "FileStorage", "readNet", "ndarray", "from_address", "from_buffer", "parse_expr", "sympify",
    "lambdify", "numexpr",
}

# Attributes through which code reaches what it was not given.
ATTRIBUTES = {
    "__globals__", "__builtins__", "__subclasses__", "__code__", "__closure__", "f_globals", "f_locals", "f_back", "f_builtins",
    "gi_frame", "func_globals",
    "__loader__", "__spec__",
}

# Foreign bases under which an object behaves as the language says and nothing more.
SAFE_BASES = {
    "builtins." + name
    for name in (
        "object dict list tuple set frozenset str bytes bytearray int float complex bool type Exception BaseException ValueError TypeError "
        "KeyError AttributeError RuntimeError NotImplementedError ImportError IndexError LookupError UserWarning Warning RuntimeWarning "
        "DeprecationWarning FutureWarning ArithmeticError AssertionError OverflowError ZeroDivisionError StopIteration OSError IOError "
        "SyntaxError NameError UnicodeError EOFError PendingDeprecationWarning ImportWarning ModuleNotFoundError FileNotFoundError "
        "FloatingPointError BytesWarning KeyboardInterrupt property"
    ).split()
} | {
    "abc.ABC", "typing.Generic", "typing.Protocol", "typing.NamedTuple", "typing.TypedDict", "typing_extensions.Protocol",
    "typing_extensions.TypedDict",
    "typing.Dict", "typing.List", "typing.Tuple", "typing.Mapping", "typing.MutableMapping", "typing.Sequence",
    "typing.MutableSequence", "typing.Iterable",
    "typing.Iterator", "typing.Sized", "typing.Container", "typing.Collection", "typing.OrderedDict", "typing.Callable", "typing.Hashable",
    "typing.AbstractSet", "typing.Set", "typing.FrozenSet", "typing.Generator", "typing.SupportsFloat", "typing.Any",
    "collections.OrderedDict", "collections.defaultdict", "collections.Counter", "collections.UserDict", "collections.UserList",
    "collections.deque",
    "collections.ChainMap",
    "enum.Enum", "enum.IntEnum", "enum.Flag", "enum.IntFlag", "enum.StrEnum", "numbers.Number", "numbers.Integral", "numbers.Real",
    "threading.local", "types.SimpleNamespace", "datetime.datetime", "datetime.date", "datetime.timedelta", "datetime.tzinfo",
    "decimal.Decimal",
    "argparse.Namespace", "contextlib.ContextDecorator", "contextlib.AbstractContextManager", "logging.Filter",
    "string.Formatter", "json.JSONEncoder",
} | {f"collections.abc.{n}" for n in (
    "Mapping MutableMapping Sequence MutableSequence Iterable Iterator Sized Container Collection Callable Hashable Set MutableSet Generator "
    "Reversible KeysView ValuesView ItemsView").split()} | {f"collections.{n}" for n in "Mapping MutableMapping Sequence MutableSequence Iterable Iterator Sized Callable Set".split()}

# Modules of the standard library, and of what is always at its side, whose functions only compute.
COMPUTING = {
    "__builtin__", "__future__", "_collections_abc", "_operator", "_thread", "abc", "argparse", "array", "ast", "base64",
    "binascii", "bisect", "builtins", "calendar",
    "cmath", "codecs", "collections", "colorsys", "contextlib", "contextvars", "copy", "copy_reg", "copyreg", "dataclasses",
    "datetime", "decimal", "difflib",
    "enum", "errno", "fnmatch", "fractions", "functools", "hashlib", "heapq", "html", "inspect", "io", "itertools", "json",
    "keyword", "locale",
    "logging", "math", "numbers", "operator", "pprint", "queue", "random", "re", "regex", "secrets", "statistics", "string", "struct",
    "textwrap", "time", "token", "tokenize", "traceback", "types", "typing", "typing_extensions", "unicodedata", "uuid",
    "warnings", "weakref",
    "zlib", "zoneinfo", "six", "attr", "attrs", "packaging", "pytz", "dateutil", "absl", "einops", "tqdm", "pkg_resources",
    "distutils", "sys", "os",
    "PIL", "cv2", "jax", "cupy", "narwhals", "pyarrow", "matplotlib", "sentencepiece", "thread", "cStringIO", "StringIO",
    "Queue", "array_api_compat", "threading", "pickle", "urllib", "platform", "ctypes", "multiprocessing", "asyncio",
    "concurrent", "pathlib", "importlib", "gc", "timeit", "dis",
}

# Packages that fill themselves from native modules at import, where no source says so.
FILLED = {
    "torch", "torch._C", "torch._C._nn", "torch._C._VariableFunctions", "torch.functional", "torch.nn.functional", "numpy",
    "numpy.core", "numpy._core", "numpy.core.umath", "numpy._core.umath",
    "numpy.core.multiarray", "numpy._core.multiarray", "numpy.core.numerictypes", "numpy._core.numerictypes",
    "numpy.core.numeric", "numpy._core.numeric",
    "numpy.random", "numpy.random.mtrand", "scipy.special", "torch._VF", "torch.nn._VF", "numpy.dtypes", "numpy.compat",
    "scipy.linalg", "scipy.fft", "catboost._catboost",
}

# In the name of a native function: it may touch files or code.
NATIVE_WORDS = {"load", "file", "import", "open", "exec", "eval", "compile", "script", "read", "reader", "write", "writer", "save", "path", "dlopen", "pickle", "unpickle"}
