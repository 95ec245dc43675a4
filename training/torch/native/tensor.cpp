#include "guard.h"

#include <ATen/ATen.h>

namespace gans {

std::string& last_error() {
    thread_local std::string text;
    return text;
}

std::atomic<int64_t>& live_tensors() {
    static std::atomic<int64_t> count{0};
    return count;
}

}  // namespace gans

const char* gans_last_error() {
    return gans::last_error().c_str();
}

int32_t gans_tensor_free(gans_tensor tensor) {
    return gans::guarded([&] {
        if (tensor != nullptr) {
            gans::TensorPointer::reclaim(static_cast<c10::TensorImpl*>(tensor));
            gans::live_tensors().fetch_sub(1, std::memory_order_relaxed);
        }
    });
}

int32_t gans_tensor_alias(gans_tensor tensor, gans_tensor* alias) {
    return gans::guarded([&] { *alias = gans::lend(gans::borrow(tensor)); });
}

int32_t gans_tensor_describe(gans_tensor tensor, gans_tensor_info* info) {
    return gans::guarded([&] {
        auto borrowed = gans::borrow(tensor);
        TORCH_CHECK(borrowed.dim() <= 8, "a tensor of rank ", borrowed.dim(), "; the binding holds at most 8");
        info->rank = static_cast<int32_t>(borrowed.dim());
        for (int32_t i = 0; i < info->rank; i++) {
            info->sizes[i] = borrowed.size(i);
        }
        info->type = static_cast<int32_t>(borrowed.scalar_type());
        info->device = gans::pack_device(borrowed.device());
        info->requires_grad = borrowed.requires_grad() ? 1 : 0;
    });
}

int32_t gans_tensor_data(gans_tensor tensor, void** data, int64_t* bytes) {
    return gans::guarded([&] {
        auto borrowed = gans::borrow(tensor);
        TORCH_CHECK(borrowed.device().is_cpu(), "only a CPU tensor can be read in place");
        TORCH_CHECK(borrowed.is_contiguous(), "only a contiguous tensor can be read in place");
        *data = borrowed.data_ptr();
        *bytes = static_cast<int64_t>(borrowed.nbytes());
    });
}

int64_t gans_tensor_live_count() {
    return gans::live_tensors().load(std::memory_order_relaxed);
}
