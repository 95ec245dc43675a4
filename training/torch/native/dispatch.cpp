#include "guard.h"

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/ivalue.h>
#include <ATen/core/stack.h>

#include <deque>
#include <map>
#include <mutex>
#include <sstream>
#include <utility>
#include <vector>

namespace {

// An operator that has been asked for once. The door keeps its address.
struct Operator {
    c10::OperatorHandle handle;
    std::string schema;
};

Operator* find(const char* name, const char* overload) {
    static std::mutex mutex;
    static std::map<std::pair<std::string, std::string>, Operator*> known;
    static std::deque<Operator> owned;

    std::lock_guard<std::mutex> lock(mutex);
    auto key = std::make_pair(std::string(name), std::string(overload));
    auto entry = known.find(key);
    if (entry != known.end()) {
        return entry->second;
    }
    auto handle = c10::Dispatcher::singleton().findSchema({key.first, key.second});
    TORCH_CHECK(handle.has_value(), "this libtorch has no operator ", name, *overload == 0 ? "" : ".", overload);
    std::ostringstream text;
    text << handle->schema();
    owned.push_back({*handle, text.str()});
    known[key] = &owned.back();
    return &owned.back();
}

std::vector<int64_t> integers(const gans_value& value) {
    auto* first = static_cast<const int64_t*>(value.pointer);
    return std::vector<int64_t>(first, first + value.count);
}

c10::IValue to_ivalue(const gans_value& value) {
    switch (value.tag) {
        case GANS_NONE:
            return c10::IValue();
        case GANS_TENSOR:
            return gans::borrow(value.pointer);
        case GANS_INT:
            return value.integer;
        case GANS_DOUBLE:
            return value.real;
        case GANS_BOOL:
            return value.integer != 0;
        case GANS_INT_LIST:
            return integers(value);
        case GANS_DOUBLE_LIST: {
            auto* first = static_cast<const double*>(value.pointer);
            return std::vector<double>(first, first + value.count);
        }
        case GANS_BOOL_LIST: {
            c10::List<bool> list;
            for (int64_t flag : integers(value)) {
                list.push_back(flag != 0);
            }
            return list;
        }
        case GANS_TENSOR_LIST: {
            c10::List<at::Tensor> list;
            list.reserve(value.count);
            for (int32_t i = 0; i < value.count; i++) {
                list.push_back(gans::borrow(static_cast<gans_tensor*>(value.pointer)[i]));
            }
            return list;
        }
        case GANS_OPTIONAL_TENSOR_LIST: {
            c10::List<c10::optional<at::Tensor>> list;
            for (int32_t i = 0; i < value.count; i++) {
                gans_tensor handle = static_cast<gans_tensor*>(value.pointer)[i];
                list.push_back(handle == nullptr ? c10::optional<at::Tensor>() : c10::optional<at::Tensor>(gans::borrow(handle)));
            }
            return list;
        }
        case GANS_STRING:
            return std::string(static_cast<const char*>(value.pointer));
        case GANS_DEVICE:
            return gans::unpack_device(value.integer);
        default:
            TORCH_CHECK(false, "argument with unknown tag ", value.tag);
    }
}

// Writes results into the caller's buffer; on overflow the tensors already lent are given back.
class ResultWriter {
public:
    ResultWriter(gans_value* values, int32_t capacity) : values_(values), capacity_(capacity) {}

    void write(const c10::IValue& value) {
        if (value.isTensor()) {
            write_tensor(value.toTensor());
        } else if (value.isTensorList()) {
            auto list = value.toTensorVector();
            next(GANS_TENSOR_LIST).count = static_cast<int32_t>(list.size());
            for (auto& tensor : list) {
                write_tensor(tensor);
            }
        } else if (value.isInt()) {
            next(GANS_INT).integer = value.toInt();
        } else if (value.isDouble()) {
            next(GANS_DOUBLE).real = value.toDouble();
        } else if (value.isBool()) {
            next(GANS_BOOL).integer = value.toBool() ? 1 : 0;
        } else if (value.isNone()) {
            next(GANS_NONE);
        } else {
            TORCH_CHECK(false, "a result of type ", value.tagKind(), " cannot be passed on");
        }
    }

    int32_t count() const { return count_; }

    void give_back() {
        for (int32_t i = 0; i < count_; i++) {
            if (values_[i].tag == GANS_TENSOR) {
                gans_tensor_free(values_[i].pointer);
            }
        }
        count_ = 0;
    }

private:
    gans_value& next(int32_t tag) {
        TORCH_CHECK(count_ < capacity_, "more than ", capacity_, " results");
        gans_value& value = values_[count_++];
        value.tag = tag;
        value.count = 0;
        value.integer = 0;
        return value;
    }

    void write_tensor(const at::Tensor& tensor) {
        if (tensor.defined()) {
            next(GANS_TENSOR).pointer = gans::lend(tensor);
        } else {
            next(GANS_NONE);
        }
    }

    gans_value* values_;
    int32_t capacity_;
    int32_t count_ = 0;
};

void describe(std::ostream& text, const gans_value& value) {
    if (value.tag == GANS_TENSOR && value.pointer != nullptr) {
        text << ' ' << gans::borrow(value.pointer).sizes();
    } else if (value.tag == GANS_TENSOR_LIST) {
        text << " {";
        for (int32_t i = 0; i < value.count && i < 4; i++) {
            describe(text, gans_value{GANS_TENSOR, 0, {reinterpret_cast<int64_t>(static_cast<gans_tensor*>(value.pointer)[i])}});
        }
        text << (value.count > 4 ? " ... }" : " }");
    }
}

std::string failure(const Operator& op, const gans_value* arguments, int32_t count, const std::string& reason) {
    std::ostringstream text;
    text << op.handle.schema().name() << " of";
    for (int32_t i = 0; i < count; i++) {
        describe(text, arguments[i]);
    }
    text << ": " << reason;
    return text.str();
}

}  // namespace

int32_t gans_operator_find(const char* name, const char* overload, void** op) {
    return gans::guarded([&] { *op = find(name, overload); });
}

int32_t gans_operator_schema(void* op, const char** text) {
    return gans::guarded([&] { *text = static_cast<Operator*>(op)->schema.c_str(); });
}

int32_t gans_operator_call(void* op, const gans_value* arguments, int32_t argument_count, gans_value* results, int32_t capacity, int32_t* result_count) {
    auto& called = *static_cast<Operator*>(op);
    ResultWriter writer(results, capacity);
    int32_t status = gans::guarded([&] {
        const auto& expected = called.handle.schema().arguments();
        TORCH_CHECK(argument_count <= static_cast<int32_t>(expected.size()), "takes ", expected.size(), " arguments, was given ", argument_count);
        torch::jit::Stack stack;
        stack.reserve(expected.size());
        for (int32_t i = 0; i < argument_count; i++) {
            stack.push_back(to_ivalue(arguments[i]));
        }
        for (size_t i = argument_count; i < expected.size(); i++) {
            TORCH_CHECK(expected[i].default_value().has_value(), "needs the argument '", expected[i].name(), "'");
            stack.push_back(*expected[i].default_value());
        }
        called.handle.callBoxed(&stack);
        for (const auto& value : stack) {
            writer.write(value);
        }
        *result_count = writer.count();
    });
    if (status != 0) {
        writer.give_back();
        gans::guarded([&] { gans::last_error() = failure(called, arguments, argument_count, gans::last_error()); });
    }
    return status;
}
