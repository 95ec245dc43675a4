#include "guard.h"

#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/variable.h>

#include <ATen/core/grad_mode.h>

#include <vector>

namespace {

std::vector<at::Tensor> borrow_all(const gans_tensor* handles, int32_t count) {
    std::vector<at::Tensor> tensors;
    tensors.reserve(count);
    for (int32_t i = 0; i < count; i++) {
        tensors.push_back(gans::borrow(handles == nullptr ? nullptr : handles[i]));
    }
    return tensors;
}

// A node of the graph whose backward pass is managed code.
struct ManagedNode : torch::autograd::Node {
    gans_backward_callback backward;
    gans_release_callback release;
    intptr_t state;
    size_t input_count;
    std::string label;

    ~ManagedNode() override { release_variables(); }

    std::string name() const override { return label; }

    void release_variables() override {
        if (state != 0) {
            release(state);
            state = 0;
        }
    }

    torch::autograd::variable_list apply(torch::autograd::variable_list&& grads) override {
        TORCH_CHECK(state != 0, label, ": the graph was freed by an earlier backward pass; keep it with retainGraph");
        std::vector<gans_tensor> given;
        for (auto& grad : grads) {
            given.push_back(gans::lend(grad));
        }
        std::vector<gans_tensor> made(input_count, nullptr);
        char message[1024] = {0};
        int32_t status = backward(state, given.data(), static_cast<int32_t>(given.size()), made.data(), static_cast<int32_t>(made.size()), message);
        for (auto handle : given) {
            gans_tensor_free(handle);
        }
        TORCH_CHECK(status == 0, message);
        torch::autograd::variable_list results;
        for (auto handle : made) {
            results.push_back(gans::borrow(handle));
            gans_tensor_free(handle);
        }
        return results;
    }
};

}  // namespace

int32_t gans_grad_mode(int32_t enabled, int32_t* previous) {
    return gans::guarded([&] {
        *previous = at::GradMode::is_enabled() ? 1 : 0;
        at::GradMode::set_enabled(enabled != 0);
    });
}

int32_t gans_tensor_set_requires_grad(gans_tensor tensor, int32_t required) {
    return gans::guarded([&] { gans::borrow(tensor).set_requires_grad(required != 0); });
}

int32_t gans_tensor_grad(gans_tensor tensor, gans_tensor* grad) {
    return gans::guarded([&] { *grad = gans::lend(gans::borrow(tensor).grad()); });
}

int32_t gans_tensor_set_grad(gans_tensor tensor, gans_tensor grad) {
    return gans::guarded([&] { gans::borrow(tensor).mutable_grad() = gans::borrow(grad); });
}

int32_t gans_backward(const gans_tensor* roots, const gans_tensor* root_grads, int32_t count, int32_t retain_graph, int32_t create_graph) {
    return gans::guarded([&] {
        torch::autograd::backward(borrow_all(roots, count), borrow_all(root_grads, count), retain_graph != 0, create_graph != 0);
    });
}

int32_t gans_gradients(const gans_tensor* outputs, const gans_tensor* output_grads, int32_t output_count, const gans_tensor* inputs, int32_t input_count,
                       int32_t retain_graph, int32_t create_graph, int32_t allow_unused, gans_tensor* results) {
    return gans::guarded([&] {
        auto grads = torch::autograd::grad(borrow_all(outputs, output_count), borrow_all(inputs, input_count), borrow_all(output_grads, output_count),
                                           retain_graph != 0, create_graph != 0, allow_unused != 0);
        for (size_t i = 0; i < grads.size(); i++) {
            results[i] = gans::lend(grads[i]);
        }
    });
}

int32_t gans_function_attach(const gans_tensor* inputs, int32_t input_count, const gans_tensor* outputs, int32_t output_count, const char* name,
                             gans_backward_callback backward, gans_release_callback release, intptr_t state) {
    bool owned = false;
    int32_t status = gans::guarded([&] {
        std::shared_ptr<ManagedNode> node(new ManagedNode(), torch::autograd::deleteNode);
        node->backward = backward;
        node->release = release;
        node->state = state;
        node->input_count = static_cast<size_t>(input_count);
        node->label = name;
        owned = true;
        node->set_next_edges(torch::autograd::collect_next_edges(borrow_all(inputs, input_count)));
        for (int32_t i = 0; i < output_count; i++) {
            auto output = gans::borrow(outputs[i]);
            torch::autograd::set_history(output, node);
        }
    });
    if (!owned) {
        release(state);
    }
    return status;
}
