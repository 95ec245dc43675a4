// libtorch's generator, thread count and live tensor count belong to the process.
[assembly: DoNotParallelize]
