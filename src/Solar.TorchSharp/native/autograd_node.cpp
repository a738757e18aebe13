// A node of the autograd graph whose backward pass is managed code.
//
// The managed side is an opaque context and two callbacks. `backward` gets the gradients of the outputs (borrowed handles,
// null where there is none) and fills in those of the inputs (owned handles or null); it answers 0, or 1 after it has
// left a message with st_node_error. No exception may cross in either direction. `release` is called once, when the node dies.
#include "shim.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>

#include <c10/util/intrusive_ptr.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/saved_variable.h>

using namespace st;

namespace {

typedef int32_t (*Backward)(void* context, Th* grads, int32_t outputs, Th* out, int32_t inputs);
typedef void (*Release)(void* context);

thread_local std::string managed_error;

struct ManagedNode final : torch::autograd::Node {
  void* context;
  Backward backward;
  Release release;
  int32_t inputs;
  bool materialize = true;
  std::string label;
  std::vector<torch::autograd::SavedVariable> saved;
  std::vector<bool> differentiable;  // by output
  bool freed = false;

  ManagedNode(void* context, Backward backward, Release release) : context(context), backward(backward), release(release) {}
  ~ManagedNode() override { release(context); }

  std::string name() const override { return label; }

  torch::autograd::variable_list apply(torch::autograd::variable_list&& grads) override {
    std::vector<Th> in(grads.size()), out(inputs, nullptr);
    for (size_t i = 0; i < grads.size(); i++) {
      if (!grads[i].defined() && materialize && differentiable[i]) grads[i] = input_metadata(i).zeros_like();
      in[i] = grads[i].defined() ? &grads[i] : nullptr;
    }
    int32_t failed = backward(context, in.data(), static_cast<int32_t>(in.size()), out.data(), inputs);
    torch::autograd::variable_list result(inputs);
    for (int32_t i = 0; i < inputs; i++) {
      if (!out[i]) continue;
      result[i] = std::move(*out[i]);
      delete out[i];
    }
    if (failed) throw std::runtime_error(managed_error);
    return result;
  }

  // What was saved is let go as soon as the graph has been walked and is not kept.
  void release_variables() override {
    std::lock_guard<std::mutex> lock(mutex_);
    saved.clear();
    freed = true;
  }
};

// Nodes are held by shared_ptr up to PyTorch 2.12, and count their own references after it. A template, so that what a version lacks is never looked up.
template <class N> struct Held {
  static constexpr bool intrusive = std::is_base_of<c10::intrusive_ptr_target, N>::value;
  using Ptr = std::conditional_t<intrusive, c10::intrusive_ptr<N>, std::shared_ptr<N>>;

  static Ptr make(void* context, Backward backward, Release release) {
    if constexpr (intrusive)
      return c10::make_intrusive<N>(context, backward, release);
    else
      return Ptr(new N(context, backward, release), [](N* node) { deleteNode(node); });
  }

  static auto of(N* node) {
    if constexpr (intrusive)
      return node->getptr();
    else
      return node->shared_from_this();
  }
};

typedef Held<ManagedNode>::Ptr NodePtr;

}  // namespace

ST_API void st_node_error(const char* message) { managed_error = message; }

// The node owns the context from here on; the handle is given back with st_node_free.
ST_API int32_t st_node_new(void* context, Backward backward, Release release, const char* label, Th* inputs, int32_t count, NodePtr** out) {
  return guard([&] {
    NodePtr node = Held<ManagedNode>::make(context, backward, release);
    node->label = label;
    node->inputs = count;
    torch::autograd::edge_list edges;
    for (int32_t i = 0; i < count; i++) edges.push_back(torch::autograd::impl::gradient_edge(*inputs[i]));
    node->set_next_edges(std::move(edges));
    *out = new NodePtr(std::move(node));
  });
}

ST_API void st_node_free(NodePtr* node) { delete node; }

// An output that is an input, or a view of something, gets an alias: the history of the original is not the node's to change.
ST_API int32_t st_node_set_output(NodePtr* node, Th output, int32_t differentiable, Th* out) {
  return guard([&] {
    at::Tensor result = *output;
    bool own_tensor = !result.requires_grad() && !result.grad_fn() && !result.is_view();
    if (!own_tensor) result = result.detach();
    (*node)->differentiable.push_back(differentiable != 0);
    if (differentiable)
      torch::autograd::set_history(result, *node);
    else
      (*node)->add_input_metadata(torch::autograd::Node::undefined_input());
    *out = own(std::move(result));
  });
}

ST_API int32_t st_node_save(NodePtr* node, Th* tensors, int32_t count, int32_t materialize) {
  return guard([&] {
    auto& self = **node;
    self.materialize = materialize != 0;
    self.saved.clear();
    for (int32_t i = 0; i < count; i++) {
      bool is_output = tensors[i] && tensors[i]->grad_fn().get() == &self;
      self.saved.emplace_back(or_undefined(tensors[i]), is_output);
    }
  });
}

// Borrowed: called with the pointer that the managed side keeps while the node lives.
ST_API int32_t st_node_saved(ManagedNode* node, Th** out, int32_t* count) {
  return guard([&] {
    TORCH_CHECK(!node->freed,
                "the graph of ", node->label, " was freed by an earlier backward pass; pass retain_graph: true to the first one");
    std::vector<at::Tensor> tensors;
    auto self = Held<ManagedNode>::of(node);
    for (auto& variable : node->saved) tensors.push_back(variable.unpack(self));
    give(tensors, out, count);
  });
}

ST_API ManagedNode* st_node_get(NodePtr* node) { return node->get(); }
