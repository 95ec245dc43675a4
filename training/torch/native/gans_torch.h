// The C door to libtorch. Every operator of ATen is reached by name through the boxed dispatcher (dispatch.cpp);
// the rest is what the dispatcher cannot give. Each function returns 0, or 1 after an error whose text is in
// gans_last_error of the same thread. No exception leaves the library.
#pragma once

#include <cstdint>

#define GANS_API extern "C" __attribute__((visibility("default")))

// A tensor handle is one counted reference to a TensorImpl.
typedef void* gans_tensor;

typedef enum {
    GANS_NONE = 0,
    GANS_TENSOR = 1,         // pointer: gans_tensor
    GANS_INT = 2,
    GANS_DOUBLE = 3,
    GANS_BOOL = 4,
    GANS_INT_LIST = 5,       // pointer: int64_t[count]
    GANS_DOUBLE_LIST = 6,    // pointer: double[count]
    GANS_BOOL_LIST = 7,      // pointer: int64_t[count], 0 or 1
    GANS_TENSOR_LIST = 8,    // pointer: gans_tensor[count]; in results the tensors follow as count values of GANS_TENSOR
    GANS_OPTIONAL_TENSOR_LIST = 9,  // as GANS_TENSOR_LIST, null for none
    GANS_STRING = 10,        // pointer: UTF-8, zero-terminated
    GANS_DEVICE = 11,        // integer: type * 256 + index + 1
} gans_tag;

typedef struct {
    int32_t tag;
    int32_t count;
    union {
        int64_t integer;
        double real;
        void* pointer;
    };
} gans_value;

typedef struct {
    int64_t sizes[8];
    int32_t rank;
    int32_t type;            // c10::ScalarType
    int32_t device;          // type * 256 + index + 1
    int32_t requires_grad;
} gans_tensor_info;

// Gradients in (null where undefined), gradients out; 0, or 1 after writing a UTF-8 message of at most 1,023 bytes.
typedef int32_t (*gans_backward_callback)(intptr_t state, const gans_tensor* grads, int32_t grad_count, gans_tensor* results, int32_t result_count, char* message);
typedef void (*gans_release_callback)(intptr_t state);

GANS_API const char* gans_last_error();

// dispatch.cpp
GANS_API int32_t gans_operator_find(const char* name, const char* overload, void** op);
GANS_API int32_t gans_operator_schema(void* op, const char** text);
GANS_API int32_t gans_operator_call(void* op, const gans_value* arguments, int32_t argument_count, gans_value* results, int32_t capacity, int32_t* result_count);

// tensor.cpp
GANS_API int32_t gans_tensor_free(gans_tensor tensor);
GANS_API int32_t gans_tensor_alias(gans_tensor tensor, gans_tensor* alias);
GANS_API int32_t gans_tensor_describe(gans_tensor tensor, gans_tensor_info* info);
GANS_API int32_t gans_tensor_data(gans_tensor tensor, void** data, int64_t* bytes);
GANS_API int64_t gans_tensor_live_count();

// autograd.cpp
GANS_API int32_t gans_grad_mode(int32_t enabled, int32_t* previous);
GANS_API int32_t gans_tensor_set_requires_grad(gans_tensor tensor, int32_t required);
GANS_API int32_t gans_tensor_grad(gans_tensor tensor, gans_tensor* grad);
GANS_API int32_t gans_tensor_set_grad(gans_tensor tensor, gans_tensor grad);
GANS_API int32_t gans_backward(const gans_tensor* roots, const gans_tensor* root_grads, int32_t count, int32_t retain_graph, int32_t create_graph);
GANS_API int32_t gans_gradients(const gans_tensor* outputs, const gans_tensor* output_grads, int32_t output_count, const gans_tensor* inputs, int32_t input_count,
                                int32_t retain_graph, int32_t create_graph, int32_t allow_unused, gans_tensor* results);
GANS_API int32_t gans_function_attach(const gans_tensor* inputs, int32_t input_count, const gans_tensor* outputs, int32_t output_count, const char* name,
                                      gans_backward_callback backward, gans_release_callback release, intptr_t state);

// device.cpp
GANS_API int32_t gans_version(const char** torch, const char** build);
GANS_API int32_t gans_threads(int32_t set, int32_t* count);
GANS_API int32_t gans_keep_freed_memory();
GANS_API int32_t gans_flush_denormals(int32_t on, int32_t* supported);
GANS_API int32_t gans_cuda_device_count(int32_t* count);
GANS_API int32_t gans_cuda_synchronize();
GANS_API int32_t gans_cudnn_benchmark(int32_t on);
GANS_API int32_t gans_generator_seed(int32_t device, uint64_t seed);
GANS_API int32_t gans_generator_state(int32_t device, gans_tensor* state);
GANS_API int32_t gans_generator_set_state(int32_t device, gans_tensor state);
