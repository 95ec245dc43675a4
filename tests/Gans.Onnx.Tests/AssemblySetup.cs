// libtorch's generator and thread count belong to the process.
[assembly: DoNotParallelize]
