#include "autoscale_torch.h"

#include <dlfcn.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <exception>
#include <string>
#include <vector>

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
#include <ATen/core/stack.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros_like.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/csrc/api/include/torch/version.h>
#include <torch/csrc/autograd/autograd.h>

#ifdef ATS_DEVICE_STATISTICS
#include <c10/core/CachingDeviceAllocator.h>
#endif

namespace {

// ---------------------------------------------------------------------------------------------------------- Errors

void write_error(ats_error* error, const char* text) noexcept {
    if (error == nullptr) {
        return;
    }

    size_t length = std::min<size_t>(std::strcspn(text, "\n"), ATS_ERROR_SIZE - 1);
    std::memcpy(error->text, text, length);
    error->text[length] = '\0';
}

// --------------------------------------------------------------------------------------------------------- Threads

// libtorch keeps the number of threads for each thread that calls it, from that thread's first operator on. Ours belongs to the
// process: every call catches up first, so that a result does not depend on which thread asks for it.
std::atomic<int32_t> chosen_threads{0};
thread_local int32_t threads_here = 0;

void use_chosen_threads() {
    int32_t chosen = chosen_threads.load(std::memory_order_relaxed);
    if (chosen != threads_here) {
        at::set_num_threads(chosen);
        threads_here = chosen;
    }
}

// ----------------------------------------------------------------------------------------------------------- Calls

// Every exported function is one call of this: no C++ exception may reach the caller.
template <class Action>
int32_t guarded(ats_error* error, const Action& action) noexcept {
    try {
        use_chosen_threads();
        action();
        return ATS_OK;
    } catch (const c10::Error& failure) {
        write_error(error, failure.what_without_backtrace());
    } catch (const std::exception& failure) {
        write_error(error, failure.what());
    } catch (...) {
        write_error(error, "libtorch failed without giving a reason");
    }

    return ATS_FAILED;
}

// --------------------------------------------------------------------------------------------------------- Handles

std::atomic<int64_t> live_tensors{0};

ats_tensor hand_out(at::Tensor tensor) {
    if (!tensor.defined()) {
        return nullptr;
    }

    live_tensors.fetch_add(1, std::memory_order_relaxed);
    return reinterpret_cast<ats_tensor>(tensor.unsafeReleaseTensorImpl());
}

at::TensorImpl* implementation(ats_tensor handle) {
    return reinterpret_cast<at::TensorImpl*>(handle);
}

// A second reference for the time of a call; the caller keeps its own.
at::Tensor borrow(ats_tensor handle) {
    if (handle == nullptr) {
        return at::Tensor();
    }

    return at::Tensor(c10::intrusive_ptr<at::TensorImpl, at::UndefinedTensorImpl>::reclaim_copy(implementation(handle)));
}

at::Tensor borrow_defined(ats_tensor handle) {
    TORCH_CHECK(handle != nullptr, "expected a tensor, got none");
    return borrow(handle);
}

std::vector<at::Tensor> borrow_all(const ats_tensor* handles, int64_t count) {
    std::vector<at::Tensor> tensors;
    tensors.reserve(count);
    for (int64_t i = 0; i < count; i++) {
        tensors.push_back(borrow(handles[i]));
    }

    return tensors;
}

// ------------------------------------------------------------------------------------------------------- Operators

const c10::OperatorHandle& operator_of(ats_operator callee) {
    TORCH_CHECK(callee != nullptr, "expected an operator, got none");
    return *reinterpret_cast<const c10::OperatorHandle*>(callee);
}

c10::Device device_of(int32_t type, int64_t index) {
    auto device_type = static_cast<c10::DeviceType>(type);
    return c10::Device(device_type, device_type == c10::DeviceType::CPU ? c10::DeviceIndex(-1) : static_cast<c10::DeviceIndex>(index));
}

c10::IValue optional_tensor_list(const ats_value& value) {
    c10::impl::GenericList list(c10::OptionalType::create(c10::TensorType::get()));
    list.reserve(value.length);
    for (int32_t i = 0; i < value.length; i++) {
        ats_tensor handle = value.payload.tensors[i];
        list.push_back(handle == nullptr ? c10::IValue() : c10::IValue(borrow(handle)));
    }

    return c10::IValue(std::move(list));
}

c10::IValue bool_list(const ats_value& value) {
    c10::List<bool> list;
    list.reserve(value.length);
    for (int32_t i = 0; i < value.length; i++) {
        list.push_back(value.payload.booleans[i] != 0);
    }

    return c10::IValue(std::move(list));
}

c10::IValue to_ivalue(const ats_value& value) {
    switch (value.tag) {
    case ATS_NONE: return c10::IValue();
    case ATS_BOOL: return c10::IValue(value.payload.integer != 0);
    case ATS_INT: return c10::IValue(value.payload.integer);
    case ATS_DOUBLE: return c10::IValue(value.payload.number);
    case ATS_TENSOR: return c10::IValue(borrow_defined(value.payload.tensor));
    case ATS_INT_LIST: return c10::IValue(at::IntArrayRef(value.payload.integers, value.length));
    case ATS_DOUBLE_LIST: return c10::IValue(c10::ArrayRef<double>(value.payload.numbers, value.length));
    case ATS_BOOL_LIST: return bool_list(value);
    case ATS_TENSOR_LIST: return c10::IValue(borrow_all(value.payload.tensors, value.length));
    case ATS_OPTIONAL_TENSOR_LIST: return optional_tensor_list(value);
    case ATS_STRING: return c10::IValue(std::string(value.payload.text, value.length));
    case ATS_DEVICE: return c10::IValue(device_of(value.length, value.payload.integer));
    default: TORCH_CHECK(false, "unknown argument tag ", value.tag);
    }
}

ats_value tagged(int32_t tag) {
    ats_value value{};
    value.tag = tag;
    return value;
}

ats_value to_value(c10::IValue&& result) {
    ats_value value = tagged(ATS_NONE);
    if (result.isTensor()) {
        value.payload.tensor = hand_out(std::move(result).toTensor());
        value.tag = value.payload.tensor == nullptr ? ATS_NONE : ATS_TENSOR;
    } else if (result.isDouble()) {
        value = tagged(ATS_DOUBLE);
        value.payload.number = result.toDouble();
    } else if (result.isInt()) {
        value = tagged(ATS_INT);
        value.payload.integer = result.toInt();
    } else if (result.isBool()) {
        value = tagged(ATS_BOOL);
        value.payload.integer = result.toBool() ? 1 : 0;
    } else {
        TORCH_CHECK(result.isNone(), "a result of type ", result.tagKind(), " cannot be handed out");
    }

    return value;
}

// The interpreter's argument stack, kept between calls to spare an allocation, and emptied however a call ends.
class CallStack {
public:
    CallStack() : stack_(storage()) { stack_.clear(); }
    ~CallStack() { stack_.clear(); }
    CallStack(const CallStack&) = delete;
    CallStack& operator=(const CallStack&) = delete;
    torch::jit::Stack& values() { return stack_; }

private:
    static torch::jit::Stack& storage() {
        static thread_local torch::jit::Stack stack;
        return stack;
    }

    torch::jit::Stack& stack_;
};

void push_arguments(const c10::FunctionSchema& schema, const ats_value* arguments, int32_t count, torch::jit::Stack& stack) {
    const auto& declared = schema.arguments();
    TORCH_CHECK(static_cast<size_t>(count) <= declared.size(), "takes at most ", declared.size(), " arguments, got ", count);
    stack.reserve(declared.size());
    for (int32_t i = 0; i < count; i++) {
        stack.push_back(to_ivalue(arguments[i]));
    }

    for (size_t i = count; i < declared.size(); i++) {
        const auto& value = declared[i].default_value();
        TORCH_CHECK(value.has_value(), "argument '", declared[i].name(), "' is missing and has no default");
        stack.push_back(*value);
    }
}

int32_t count_results(const torch::jit::Stack& stack) {
    size_t count = 0;
    for (const c10::IValue& result : stack) {
        count += result.isTensorList() ? result.toListRef().size() : 1;
    }

    return static_cast<int32_t>(count);
}

void write_results(torch::jit::Stack& stack, ats_value* results) {
    for (c10::IValue& result : stack) {
        if (!result.isTensorList()) {
            *results++ = to_value(std::move(result));
            continue;
        }

        for (const c10::IValue& element : result.toListRef()) {
            *results++ = to_value(c10::IValue(element));
        }
    }
}

// ---------------------------------------------------------------------------------------------------------- Gramian

// Rounded sums must not depend on the number of threads, so gradients are cut at fixed places and the pieces added in order.
constexpr int64_t chunk_length = 1 << 15;
constexpr int64_t block_length = 256;
constexpr int64_t lanes = 8;

// The compiler picks the widest vectors the machine has when the library is loaded.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define ATS_WIDEST __attribute__((target_clones("avx512f", "arch=haswell", "default")))
#else
#define ATS_WIDEST
#endif

// Independent lanes, because the compiler may not reorder a floating-point sum by itself.
ATS_WIDEST void add_block_products(const double* block, int64_t tasks, double* entries) {
    for (int64_t i = 0; i < tasks; i++) {
        const double* left = block + i * block_length;
        for (int64_t j = 0; j <= i; j++) {
            const double* right = block + j * block_length;
            double sums[4 * lanes] = {};
            for (int64_t k = 0; k < block_length; k += 4 * lanes) {
                for (int64_t lane = 0; lane < 4 * lanes; lane++) {
                    sums[lane] += left[k + lane] * right[k + lane];
                }
            }

            double sum = 0;
            for (double part : sums) {
                sum += part;
            }

            entries[i * tasks + j] += sum;
        }
    }
}

template <class Scalar>
void widen(const Scalar* values, int64_t count, double* block) {
    for (int64_t k = 0; k < count; k++) {
        block[k] = static_cast<double>(values[k]);
    }

    std::fill(block + count, block + block_length, 0.0);
}

// Adds the products of elements [begin, end) of every row. A NULL row is zero.
template <class Scalar>
void add_range_products(const std::vector<const Scalar*>& rows, int64_t begin, int64_t end, std::vector<double>& block, double* entries) {
    auto tasks = static_cast<int64_t>(rows.size());
    for (int64_t start = begin; start < end; start += block_length) {
        int64_t count = std::min(block_length, end - start);
        for (int64_t i = 0; i < tasks; i++) {
            if (rows[i] != nullptr) {
                widen(rows[i] + start, count, block.data() + i * block_length);
            }
        }

        add_block_products(block.data(), tasks, entries);
    }
}

template <class Scalar>
void add_cpu_gramian(const std::vector<at::Tensor>& gradients, int64_t length, std::vector<double>& entries) {
    std::vector<const Scalar*> rows;
    for (const at::Tensor& gradient : gradients) {
        rows.push_back(gradient.defined() ? gradient.data_ptr<Scalar>() : nullptr);
    }

    int64_t chunks = (length + chunk_length - 1) / chunk_length;
    size_t entry_count = entries.size();
    std::vector<double> partial(chunks * entry_count, 0.0);
    at::parallel_for(0, chunks, 1, [&](int64_t first, int64_t last) {
        std::vector<double> block(rows.size() * block_length, 0.0);
        for (int64_t chunk = first; chunk < last; chunk++) {
            int64_t begin = chunk * chunk_length;
            add_range_products(rows, begin, std::min(begin + chunk_length, length), block, partial.data() + chunk * entry_count);
        }
    });
    for (size_t i = 0; i < partial.size(); i++) {
        entries[i % entry_count] += partial[i];
    }
}

// The sums of all parts so far: those made here, and those still on a device, fetched once at the end.
struct GramianSums {
    std::vector<double> entries;
    at::Tensor on_device;
};

// Any device and type: widened to double there, multiplied there, added up there.
void add_device_gramian(const std::vector<at::Tensor>& gradients, const at::Tensor& present, GramianSums& sums) {
    std::vector<at::Tensor> rows;
    for (const at::Tensor& gradient : gradients) {
        rows.push_back(gradient.defined() ? gradient.to(at::kDouble).reshape(-1) : present.new_zeros({present.numel()}, at::kDouble));
    }

    at::Tensor matrix = at::stack(rows);
    at::Tensor products = matrix.matmul(matrix.t());
    sums.on_device = sums.on_device.defined() ? sums.on_device.add(products.to(sums.on_device.device())) : products;
}

// One part of every task's gradient: the same shape for all, undefined where it is zero.
struct GradientPart {
    std::vector<at::Tensor> gradients;
    at::Tensor present;   // the first that is defined; undefined when none is
    bool is_direct = true;  // all are float or double numbers in the CPU's memory, readable as flat arrays
};

GradientPart checked_part(std::vector<at::Tensor> gradients) {
    GradientPart part;
    for (at::Tensor& gradient : gradients) {
        if (!gradient.defined()) {
            continue;
        }

        if (!part.present.defined()) {
            part.present = gradient;
        }

        TORCH_CHECK(gradient.sizes() == part.present.sizes(), "task gradients differ in shape: expected ", part.present.sizes(), ", got ",
                    gradient.sizes());
        at::ScalarType type = gradient.scalar_type();
        part.is_direct = part.is_direct && gradient.device().is_cpu() && type == part.present.scalar_type() &&
                         (type == at::kFloat || type == at::kDouble);
    }

    if (part.is_direct) {
        for (at::Tensor& gradient : gradients) {
            gradient = gradient.defined() ? gradient.contiguous() : gradient;
        }
    }

    part.gradients = std::move(gradients);
    return part;
}

GradientPart part_of(const ats_tensor* gradients, int32_t tasks, int32_t parts, int32_t part) {
    std::vector<at::Tensor> rows;
    for (int32_t task = 0; task < tasks; task++) {
        at::Tensor gradient = borrow(gradients[static_cast<int64_t>(task) * parts + part]);
        rows.push_back(gradient.defined() ? gradient.detach() : gradient);
    }

    return checked_part(std::move(rows));
}

// Adds the products of one part; only the lower triangle counts.
void add_gramian(const GradientPart& part, GramianSums& sums) {
    if (!part.present.defined() || part.present.numel() == 0) {
        return;
    }

    if (!part.is_direct) {
        add_device_gramian(part.gradients, part.present, sums);
    } else if (part.present.scalar_type() == at::kFloat) {
        add_cpu_gramian<float>(part.gradients, part.present.numel(), sums.entries);
    } else {
        add_cpu_gramian<double>(part.gradients, part.present.numel(), sums.entries);
    }
}

void write_symmetric(GramianSums& sums, int64_t tasks, double* target) {
    std::vector<double>& entries = sums.entries;
    if (sums.on_device.defined()) {
        at::Tensor fetched = sums.on_device.cpu().contiguous();
        const double* values = fetched.data_ptr<double>();
        for (size_t i = 0; i < entries.size(); i++) {
            entries[i] += values[i];
        }
    }

    for (int64_t i = 0; i < tasks; i++) {
        for (int64_t j = 0; j <= i; j++) {
            target[i * tasks + j] = target[j * tasks + i] = entries[i * tasks + j];
        }
    }
}

// ------------------------------------------------------------------------------------------------------ Combination

ATS_WIDEST void add_scaled(const float* values, double weight, int64_t count, float* sums) {
    auto factor = static_cast<float>(weight);
    for (int64_t k = 0; k < count; k++) {
        sums[k] += factor * values[k];
    }
}

ATS_WIDEST void add_scaled(const double* values, double weight, int64_t count, double* sums) {
    for (int64_t k = 0; k < count; k++) {
        sums[k] += weight * values[k];
    }
}

template <class Scalar>
void combine_on_cpu(const std::vector<at::Tensor>& gradients, const double* weights, at::Tensor& combined) {
    std::vector<const Scalar*> rows;
    for (const at::Tensor& gradient : gradients) {
        rows.push_back(gradient.defined() ? gradient.data_ptr<Scalar>() : nullptr);
    }

    // Piece by piece, so that a piece of the sum stays in the first cache while every task is added to it.
    constexpr int64_t piece = 2048;
    Scalar* sums = combined.data_ptr<Scalar>();
    int64_t length = combined.numel();
    at::parallel_for(0, (length + piece - 1) / piece, chunk_length / piece, [&](int64_t first, int64_t last) {
        for (int64_t start = first * piece; start < std::min(last * piece, length); start += piece) {
            int64_t count = std::min(piece, length - start);
            std::fill(sums + start, sums + start + count, Scalar(0));
            for (size_t task = 0; task < rows.size(); task++) {
                if (rows[task] != nullptr) {
                    add_scaled(rows[task] + start, weights[task], count, sums + start);
                }
            }
        }
    });
}

at::Tensor combine(const GradientPart& part, const double* weights) {
    if (!part.present.defined()) {
        return at::Tensor();
    }

    at::Tensor combined = part.is_direct ? at::empty(part.present.sizes(), part.present.options()) : at::zeros_like(part.present);
    if (!part.is_direct) {
        for (size_t task = 0; task < part.gradients.size(); task++) {
            if (part.gradients[task].defined()) {
                combined.add_(part.gradients[task], weights[task]);
            }
        }
    } else if (part.present.scalar_type() == at::kFloat) {
        combine_on_cpu<float>(part.gradients, weights, combined);
    } else {
        combine_on_cpu<double>(part.gradients, weights, combined);
    }

    return combined;
}

// --------------------------------------------------------------------------------------------------------- Devices

const c10::impl::DeviceGuardImplInterface* cuda_guard() {
    auto cuda = c10::DeviceType::CUDA;
    return c10::impl::hasDeviceGuardImpl(cuda) ? c10::impl::getDeviceGuardImpl(cuda) : nullptr;
}

}  // namespace

// ================================================================================================ The C functions

int32_t ats_version(char* text, int32_t capacity, ats_error* error) noexcept {
    return guarded(error, [&] {
        std::string version = std::to_string(TORCH_VERSION_MAJOR) + "." + std::to_string(TORCH_VERSION_MINOR) + "." +
                              std::to_string(TORCH_VERSION_PATCH);
        TORCH_CHECK(static_cast<size_t>(capacity) > version.size(), "the version needs ", version.size() + 1, " bytes, got ", capacity);
        std::memcpy(text, version.c_str(), version.size() + 1);
    });
}

int32_t ats_seed(uint64_t seed, ats_error* error) noexcept {
    return guarded(error, [&] { at::manual_seed(seed); });
}

int32_t ats_get_threads(int32_t* count, ats_error* error) noexcept {
    return guarded(error, [&] { *count = at::get_num_threads(); });
}

int32_t ats_set_threads(int32_t count, ats_error* error) noexcept {
    return guarded(error, [&] {
        TORCH_CHECK(count >= 1, "threads must be at least 1, got ", count);
        chosen_threads.store(count, std::memory_order_relaxed);
        use_chosen_threads();
        // An OpenBLAS with threads of its own takes every core whatever libtorch is told, and its threads wait for each other by
        // yielding the processor: beside another busy program an update took four times as long.
        if (auto* set_blas_threads = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))) {
            set_blas_threads(count);
        }
    });
}

int32_t ats_device_count(int32_t device_type, int32_t* count, ats_error* error) noexcept {
    return guarded(error, [&] {
        auto type = static_cast<c10::DeviceType>(device_type);
        *count = c10::impl::hasDeviceGuardImpl(type) ? static_cast<int32_t>(c10::impl::getDeviceGuardImpl(type)->deviceCount()) : 0;
    });
}

int32_t ats_device_memory(int32_t device_index, int64_t* allocated, int64_t* peak, ats_error* error) noexcept {
    return guarded(error, [&] {
        *allocated = *peak = 0;
#ifdef ATS_DEVICE_STATISTICS
        auto* allocator = cuda_guard() == nullptr ? nullptr : dynamic_cast<c10::DeviceAllocator*>(c10::GetAllocator(c10::DeviceType::CUDA));
        if (allocator != nullptr && allocator->initialized() && device_index < cuda_guard()->deviceCount()) {
            auto bytes = allocator->getDeviceStats(static_cast<c10::DeviceIndex>(device_index)).allocated_bytes[0];  // 0: of all pools
            *allocated = bytes.current;
            *peak = bytes.peak;
        }
#else
        (void)device_index;
#endif
    });
}

int32_t ats_synchronize(int32_t device_index, ats_error* error) noexcept {
    return guarded(error, [&] {
        const auto* guard = cuda_guard();
        TORCH_CHECK(guard != nullptr && guard->deviceCount() > device_index, "no CUDA device ", device_index, " to wait for");
        guard->synchronizeStream(guard->getStream(c10::Device(c10::DeviceType::CUDA, static_cast<c10::DeviceIndex>(device_index))));
    });
}

int32_t ats_find_operator(const char* name, const char* overload, ats_operator* found, ats_error* error) noexcept {
    return guarded(error, [&] {
        auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
        TORCH_CHECK(handle.has_value(), "this libtorch has no operator ", name, *overload == '\0' ? "" : ".", overload);
        *found = reinterpret_cast<ats_operator>(new c10::OperatorHandle(*handle));
    });
}

int32_t ats_argument_count(ats_operator callee, int32_t* count, ats_error* error) noexcept {
    return guarded(error, [&] { *count = static_cast<int32_t>(operator_of(callee).schema().arguments().size()); });
}

int32_t ats_call(ats_operator callee, const ats_value* arguments, int32_t argument_count, ats_value* results, int32_t capacity,
                 int32_t* result_count, ats_error* error) noexcept {
    return guarded(error, [&] {
        const c10::OperatorHandle& handle = operator_of(callee);
        CallStack stack;
        push_arguments(handle.schema(), arguments, argument_count, stack.values());
        handle.callBoxed(stack.values());
        *result_count = count_results(stack.values());
        if (capacity == 0) {
            return;
        }

        TORCH_CHECK(*result_count <= capacity, "gave ", *result_count, " results, but there is room for ", capacity);
        write_results(stack.values(), results);
    });
}

int32_t ats_from_bytes(const void* bytes, int64_t byte_count, int32_t scalar_type, const int64_t* sizes, int32_t dimensions,
                       ats_tensor* created, ats_error* error) noexcept {
    return guarded(error, [&] {
        auto options = at::TensorOptions(static_cast<at::ScalarType>(scalar_type));
        at::Tensor tensor = at::empty(at::IntArrayRef(sizes, dimensions), options);
        TORCH_CHECK(static_cast<int64_t>(tensor.nbytes()) == byte_count, "shape ", tensor.sizes(), " needs ", tensor.nbytes(),
                    " bytes, got ", byte_count);
        if (byte_count > 0) {
            std::memcpy(tensor.data_ptr(), bytes, byte_count);
        }

        *created = hand_out(std::move(tensor));
    });
}

int32_t ats_to_bytes(ats_tensor tensor, void* bytes, int64_t byte_count, ats_error* error) noexcept {
    return guarded(error, [&] {
        at::Tensor source = borrow_defined(tensor).detach().cpu().contiguous();
        TORCH_CHECK(static_cast<int64_t>(source.nbytes()) == byte_count, "the tensor has ", source.nbytes(),
                    " bytes, but there is room for ", byte_count);
        if (byte_count > 0) {
            std::memcpy(bytes, source.data_ptr(), byte_count);
        }
    });
}

int32_t ats_describe(ats_tensor tensor, ats_tensor_info* info, ats_error* error) noexcept {
    return guarded(error, [&] {
        const at::TensorImpl* source = implementation(tensor);
        TORCH_CHECK(source != nullptr, "expected a tensor, got none");
        at::IntArrayRef sizes = source->sizes();
        c10::Device device = source->device();
        info->elements = source->numel();
        info->sizes = sizes.data();
        info->data = info->elements == 0 ? nullptr : borrow(tensor).data_ptr();
        info->dimensions = static_cast<int32_t>(sizes.size());
        info->scalar_type = static_cast<int32_t>(c10::typeMetaToScalarType(source->dtype()));
        info->device_type = static_cast<int32_t>(device.type());
        info->device_index = std::max<int32_t>(device.index(), 0);
        info->is_contiguous = source->is_contiguous() ? 1 : 0;
        info->requires_grad = borrow(tensor).requires_grad() ? 1 : 0;
    });
}

int32_t ats_release(const ats_tensor* tensors, int32_t count, ats_error* error) noexcept {
    return guarded(error, [&] {
        for (int32_t i = 0; i < count; i++) {
            if (tensors[i] != nullptr) {
                live_tensors.fetch_sub(1, std::memory_order_relaxed);
                c10::intrusive_ptr<at::TensorImpl, at::UndefinedTensorImpl>::reclaim(implementation(tensors[i]));
            }
        }
    });
}

int32_t ats_live_tensors(int64_t* count, ats_error* error) noexcept {
    return guarded(error, [&] { *count = live_tensors.load(std::memory_order_relaxed); });
}

int32_t ats_set_recording(int32_t enabled, int32_t* previous, ats_error* error) noexcept {
    return guarded(error, [&] {
        *previous = c10::GradMode::is_enabled() ? 1 : 0;
        c10::GradMode::set_enabled(enabled != 0);
    });
}

int32_t ats_is_recording(int32_t* enabled, ats_error* error) noexcept {
    return guarded(error, [&] { *enabled = c10::GradMode::is_enabled() ? 1 : 0; });
}

int32_t ats_set_requires_grad(ats_tensor tensor, int32_t requires_grad, ats_error* error) noexcept {
    return guarded(error, [&] { borrow_defined(tensor).requires_grad_(requires_grad != 0); });
}

int32_t ats_get_grad(ats_tensor tensor, ats_tensor* gradient, ats_error* error) noexcept {
    return guarded(error, [&] { *gradient = hand_out(borrow_defined(tensor).grad()); });
}

int32_t ats_set_grad(ats_tensor tensor, ats_tensor gradient, ats_error* error) noexcept {
    return guarded(error, [&] {
        at::Tensor target = borrow_defined(tensor);
        at::Tensor value = borrow(gradient);
        TORCH_CHECK(!value.defined() || (value.sizes() == target.sizes() && value.options().type_equal(target.options()) &&
                                         value.device() == target.device()),
                    "a gradient has its tensor's shape, type and device: expected ", target.toString(), " ", target.sizes(), ", got ",
                    value.toString(), " ", value.sizes());
        target.mutable_grad() = value;
    });
}

int32_t ats_grad(const ats_tensor* outputs, int32_t output_count, const ats_tensor* inputs, int32_t input_count,
                 const ats_tensor* output_gradients, int32_t flags, ats_tensor* gradients, ats_error* error) noexcept {
    return guarded(error, [&] {
        auto found = torch::autograd::grad(
            borrow_all(outputs, output_count), borrow_all(inputs, input_count),
            borrow_all(output_gradients, output_gradients == nullptr ? 0 : output_count), (flags & ATS_RETAIN_GRAPH) != 0,
            (flags & ATS_CREATE_GRAPH) != 0, (flags & ATS_ALLOW_UNUSED) != 0);
        for (int32_t i = 0; i < input_count; i++) {
            gradients[i] = hand_out(std::move(found[i]));
        }
    });
}

int32_t ats_backward(ats_tensor output, int32_t retain_graph, ats_error* error) noexcept {
    return guarded(error, [&] { torch::autograd::backward({borrow_defined(output)}, {}, retain_graph != 0); });
}

int32_t ats_gramian(const ats_tensor* gradients, int32_t tasks, int32_t parts, double* entries, ats_error* error) noexcept {
    return guarded(error, [&] {
        GramianSums sums{std::vector<double>(static_cast<size_t>(tasks) * tasks, 0.0), at::Tensor()};
        for (int32_t part = 0; part < parts; part++) {
            add_gramian(part_of(gradients, tasks, parts, part), sums);
        }

        write_symmetric(sums, tasks, entries);
    });
}

int32_t ats_gramian_of_rows(ats_tensor rows, double* entries, int32_t entry_count, ats_error* error) noexcept {
    return guarded(error, [&] {
        at::Tensor matrix = borrow_defined(rows).detach();
        TORCH_CHECK(matrix.dim() == 2, "expected a matrix of shape [K, d], got shape ", matrix.sizes());
        int64_t tasks = matrix.size(0);
        TORCH_CHECK(tasks * tasks == entry_count, "a Gramian of ", tasks, " rows has ", tasks * tasks, " entries, got room for ",
                    entry_count);
        GramianSums sums{std::vector<double>(entry_count, 0.0), at::Tensor()};
        add_gramian(checked_part(matrix.unbind(0)), sums);
        write_symmetric(sums, tasks, entries);
    });
}

int32_t ats_combine(const ats_tensor* gradients, int32_t tasks, int32_t parts, const double* weights, ats_tensor* combined,
                    ats_error* error) noexcept {
    return guarded(error, [&] {
        std::vector<at::Tensor> sums;
        at::NoGradGuard no_recording;
        for (int32_t part = 0; part < parts; part++) {
            sums.push_back(combine(part_of(gradients, tasks, parts, part), weights));
        }

        for (int32_t part = 0; part < parts; part++) {
            combined[part] = hand_out(std::move(sums[part]));
        }
    });
}
