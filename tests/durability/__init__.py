"""An acknowledged act is never lost: not to `kill -9`, not to a power cut, not to a full disk.

hosts       the real server, under a tracer or with other settings where a test needs it
writers     threads that act through the API and remember what they were promised
promises    what must hold of a data folder, whatever happened to it
disk        a disk that keeps only what was synced, and what may stand on it after a power cut
tracing     what the server really asked of its disk, and when it answered: from a system-call trace
shim        the same SQL on a file system that takes notes, where nothing may be traced
"""
