# SPDX-License-Identifier: Apache-2.0
"""Runs one program, and writes what the operating system counted for it: usage.py TIMEOUT_S RESULT PROGRAM ARGUMENT...

The peak is that of the largest process among the program and those that it waited for.
"""
import json
import resource
import subprocess
import sys
import time

started = time.monotonic()
child = subprocess.Popen(sys.argv[3:])
try:
    status = child.wait(timeout=float(sys.argv[1]))
except subprocess.TimeoutExpired:
    child.kill()
    child.wait()
    status = None
wall = time.monotonic() - started
used = resource.getrusage(resource.RUSAGE_CHILDREN)
# Darwin counts bytes, others KiB.
peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
with open(sys.argv[2], "w", encoding="utf-8") as result:
    json.dump({"status": status, "wallSeconds": wall, "cpuSeconds": used.ru_utime + used.ru_stime, "maxRssBytes": peak}, result)
