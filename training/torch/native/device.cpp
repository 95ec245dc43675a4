#include "guard.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <torch/cuda.h>
#include <torch/version.h>

#include <malloc.h>

#include <climits>
#include <mutex>

namespace {

at::Generator generator_of(int32_t device) {
    return at::globalContext().defaultGenerator(gans::unpack_device(device));
}

}  // namespace

int32_t gans_version(const char** torch, const char** build) {
    return gans::guarded([&] {
        static const std::string details = at::show_config() + at::get_parallel_info();
        *torch = TORCH_VERSION;
        *build = details.c_str();
    });
}

int32_t gans_threads(int32_t set, int32_t* count) {
    return gans::guarded([&] {
        if (set > 0) {
            at::set_num_threads(set);
        }
        *count = at::get_num_threads();
    });
}

// glibc returns large blocks to the system at each free, and the next step pays for fresh pages again: 17 ms for 51 MB.
int32_t gans_keep_freed_memory() {
    return gans::guarded([&] {
        mallopt(M_MMAP_MAX, 0);
        mallopt(M_TRIM_THRESHOLD, INT_MAX);
        mallopt(M_TOP_PAD, 64 << 20);
    });
}

int32_t gans_flush_denormals(int32_t on, int32_t* supported) {
    return gans::guarded([&] { *supported = at::globalContext().setFlushDenormal(on != 0) ? 1 : 0; });
}

int32_t gans_cuda_device_count(int32_t* count) {
    return gans::guarded([&] { *count = static_cast<int32_t>(torch::cuda::device_count()); });
}

int32_t gans_cuda_synchronize() {
    return gans::guarded([&] { torch::cuda::synchronize(); });
}

int32_t gans_cudnn_benchmark(int32_t on) {
    return gans::guarded([&] { at::globalContext().setBenchmarkCuDNN(on != 0); });
}

int32_t gans_generator_seed(int32_t device, uint64_t seed) {
    return gans::guarded([&] {
        auto generator = generator_of(device);
        std::lock_guard<std::mutex> lock(generator.mutex());
        generator.set_current_seed(seed);
    });
}

int32_t gans_generator_state(int32_t device, gans_tensor* state) {
    return gans::guarded([&] {
        auto generator = generator_of(device);
        std::lock_guard<std::mutex> lock(generator.mutex());
        *state = gans::lend(generator.get_state());
    });
}

int32_t gans_generator_set_state(int32_t device, gans_tensor state) {
    return gans::guarded([&] {
        auto generator = generator_of(device);
        std::lock_guard<std::mutex> lock(generator.mutex());
        generator.set_state(gans::borrow(state));
    });
}
