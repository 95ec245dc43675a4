"""libvips' own thumbnail loop: every file of a folder to one size, on all cores, pixels in memory. Prints images a second.

    python3 bench/peer/vips_thumbnail.py LIBVIPS FOLDER SIZE THREADS
"""

import ctypes
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

library, folder, size, threads = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
vips = ctypes.CDLL(library)
vips.vips_image_write_to_memory.restype = ctypes.c_void_p
vips.vips_image_write_to_memory.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_size_t)]
vips.g_free.argtypes = [ctypes.c_void_p]
vips.g_object_unref.argtypes = [ctypes.c_void_p]
vips.vips_init(b"bench")
vips.vips_cache_set_max(0)  # each file comes once
vips.vips_concurrency_set(1)  # files go side by side
FORCE = 3  # VIPS_SIZE_FORCE: exactly this size, as prepare does


def thumbnail(path):
    image = ctypes.c_void_p()
    end = ctypes.c_void_p(None)
    failed = vips.vips_thumbnail(
        path.encode(), ctypes.byref(image), ctypes.c_int(size), b"height", ctypes.c_int(size), b"size", ctypes.c_int(FORCE), end
    )
    if failed:
        raise RuntimeError(path)
    length = ctypes.c_size_t()
    pixels = vips.vips_image_write_to_memory(image, ctypes.byref(length))
    if not pixels:
        raise RuntimeError(path)
    vips.g_free(pixels)
    vips.g_object_unref(image)
    return length.value


files = [os.path.join(root, name) for root, _, names in os.walk(folder) for name in sorted(names)]
with ThreadPoolExecutor(threads) as pool:
    list(pool.map(thumbnail, files[: min(len(files), 50)]))  # warm-up
    started = time.perf_counter()
    sizes = list(pool.map(thumbnail, files))
    elapsed = time.perf_counter() - started

print(len(sizes) / elapsed)
