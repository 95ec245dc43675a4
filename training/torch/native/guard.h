// What every function of the shim shares: the error text, and the passage between handles and at::Tensor.
#pragma once

#include "gans_torch.h"

#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <atomic>
#include <exception>
#include <string>

namespace gans {

std::string& last_error();
std::atomic<int64_t>& live_tensors();

// Runs the body; anything thrown becomes status 1 and the thread's error text.
template <typename Body>
int32_t guarded(Body&& body) noexcept {
    try {
        body();
        return 0;
    } catch (const c10::Error& error) {
        last_error() = error.what_without_backtrace();
    } catch (const std::exception& error) {
        last_error() = error.what();
    } catch (...) {
        last_error() = "an error of unknown type in libtorch";
    }
    return 1;
}

using TensorPointer = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;

// The tensor behind a handle, counted once more; undefined for null.
inline at::Tensor borrow(gans_tensor handle) {
    if (handle == nullptr) {
        return at::Tensor();
    }
    return at::Tensor(TensorPointer::reclaim_copy(static_cast<c10::TensorImpl*>(handle)));
}

// A new handle that owns the tensor; null for an undefined one.
inline gans_tensor lend(at::Tensor tensor) {
    if (!tensor.defined()) {
        return nullptr;
    }
    live_tensors().fetch_add(1, std::memory_order_relaxed);
    return tensor.unsafeReleaseTensorImpl();
}

inline c10::Device unpack_device(int64_t packed) {
    return c10::Device(static_cast<c10::DeviceType>(packed / 256), static_cast<c10::DeviceIndex>(packed % 256 - 1));
}

inline int32_t pack_device(c10::Device device) {
    return static_cast<int32_t>(device.type()) * 256 + device.index() + 1;
}

}  // namespace gans
