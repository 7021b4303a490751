/*
 * AutoScale's C interface to libtorch: tensors, boxed operator calls, autograd, devices and the Gramian of task gradients.
 *
 * Rules that hold for every function:
 * - It returns ATS_OK, or ATS_FAILED with the first line of the reason in the caller's error buffer, zero-terminated UTF-8.
 *   No C++ exception leaves the library.
 * - An ats_tensor a function hands out is one owned reference: give it back with ats_release. Functions borrow the
 *   tensors they are given. NULL stands for "no tensor".
 * - Names, lists and buffers belong to the caller and are not kept.
 * - Booleans are 0 and 1. Scalar types and device types are libtorch's own numbers.
 *
 * AutoScale.Torch/NativeMethods.cs declares the same functions in the same order; a test compares the two.
 */
#ifndef AUTOSCALE_TORCH_H
#define AUTOSCALE_TORCH_H

#include <stdint.h>

#if defined(__cplusplus)
#define ATS_API extern "C" __attribute__((visibility("default")))
#define ATS_NOEXCEPT noexcept
#else
#define ATS_API
#define ATS_NOEXCEPT
#endif

enum { ATS_OK = 0, ATS_FAILED = 1 };

/* Where a failing function writes its reason. */
enum { ATS_ERROR_SIZE = 1024 };
typedef struct ats_error {
    char text[ATS_ERROR_SIZE];
} ats_error;

typedef struct ats_tensor_s* ats_tensor;
typedef const struct ats_operator_s* ats_operator;

/* What an ats_value holds. A list's `length` counts its elements, a string's its bytes. */
enum {
    ATS_NONE = 0,
    ATS_BOOL = 1,
    ATS_INT = 2,
    ATS_DOUBLE = 3,
    ATS_TENSOR = 4,
    ATS_INT_LIST = 5,
    ATS_DOUBLE_LIST = 6,
    ATS_BOOL_LIST = 7,
    ATS_TENSOR_LIST = 8,
    ATS_OPTIONAL_TENSOR_LIST = 9,
    ATS_STRING = 10,
    ATS_DEVICE = 11 /* device type in `length`, device index in `integer` */
};

/* One operator argument or result, 16 bytes. Scalar types, layouts and memory formats travel as ATS_INT. */
typedef struct ats_value {
    int32_t tag;
    int32_t length;
    union {
        int64_t integer; /* ATS_BOOL, ATS_INT, ATS_DEVICE */
        double number;
        ats_tensor tensor;
        const int64_t* integers;
        const double* numbers;
        const uint8_t* booleans;
        const ats_tensor* tensors;
        const char* text;
    } payload;
} ats_value;

typedef struct ats_tensor_info {
    int64_t elements;
    const int64_t* sizes; /* `dimensions` numbers, valid while the tensor is */
    void* data;           /* first element, in the device's memory; NULL when empty */
    int32_t dimensions;
    int32_t scalar_type;
    int32_t device_type;
    int32_t device_index; /* 0 on the CPU */
    int32_t is_contiguous;
    int32_t requires_grad;
} ats_tensor_info;

/* --- Library ------------------------------------------------------------------------------------------------------- */

/* Writes libtorch's version, as "1.13.1". */
ATS_API int32_t ats_version(char* text, int32_t capacity, ats_error* error) ATS_NOEXCEPT;

/* Seeds the random number generators of the CPU and of every CUDA device. */
ATS_API int32_t ats_seed(uint64_t seed, ats_error* error) ATS_NOEXCEPT;

/* Threads one operator may use on the CPU, in libtorch and in the OpenBLAS it may have been linked with: one number for the
 * process, whichever thread calls. */
ATS_API int32_t ats_get_threads(int32_t* count, ats_error* error) ATS_NOEXCEPT;
ATS_API int32_t ats_set_threads(int32_t count, ats_error* error) ATS_NOEXCEPT;

/* Devices of a type; 0 for CUDA in a build of libtorch without it. */
ATS_API int32_t ats_device_count(int32_t device_type, int32_t* count, ats_error* error) ATS_NOEXCEPT;

/* Bytes that tensors occupy on a CUDA device, now and at most so far; 0 before libtorch 2.9, which does not tell. */
ATS_API int32_t ats_device_memory(int32_t device_index, int64_t* allocated, int64_t* peak, ats_error* error) ATS_NOEXCEPT;

/* Waits until a CUDA device has done all work given to it. */
ATS_API int32_t ats_synchronize(int32_t device_index, ats_error* error) ATS_NOEXCEPT;

/* --- Operators ----------------------------------------------------------------------------------------------------- */

/* Finds an operator by its schema's name and overload, as "aten::add" and "Tensor" ("" where there is none). Operators live
 * as long as the process. */
ATS_API int32_t ats_find_operator(const char* name, const char* overload, ats_operator* found, ats_error* error) ATS_NOEXCEPT;

ATS_API int32_t ats_argument_count(ats_operator callee, int32_t* count, ats_error* error) ATS_NOEXCEPT;

/* Calls an operator through the dispatcher. Missing trailing arguments take the schema's defaults. Results are written
 * in order, lists of tensors element by element; `result_count` receives how many there are. More than `capacity` is a
 * failure, except for a capacity of 0, which drops them all. */
ATS_API int32_t ats_call(ats_operator callee, const ats_value* arguments, int32_t argument_count, ats_value* results,
                         int32_t capacity, int32_t* result_count, ats_error* error) ATS_NOEXCEPT;

/* --- Tensors ------------------------------------------------------------------------------------------------------- */

/* Copies the caller's elements, row by row, to a new CPU tensor. */
ATS_API int32_t ats_from_bytes(const void* bytes, int64_t byte_count, int32_t scalar_type, const int64_t* sizes, int32_t dimensions,
                               ats_tensor* created, ats_error* error) ATS_NOEXCEPT;

/* Copies a tensor's elements, row by row and from whatever device, to the caller. `byte_count` must be their exact size. */
ATS_API int32_t ats_to_bytes(ats_tensor tensor, void* bytes, int64_t byte_count, ats_error* error) ATS_NOEXCEPT;

ATS_API int32_t ats_describe(ats_tensor tensor, ats_tensor_info* info, ats_error* error) ATS_NOEXCEPT;

/* Gives references back. NULL entries are skipped. */
ATS_API int32_t ats_release(const ats_tensor* tensors, int32_t count, ats_error* error) ATS_NOEXCEPT;

/* References handed out and not given back, over all threads. */
ATS_API int32_t ats_live_tensors(int64_t* count, ats_error* error) ATS_NOEXCEPT;

/* --- Autograd ------------------------------------------------------------------------------------------------------ */

/* Sets whether this thread records operators for backward passes; `previous` receives what it was. */
ATS_API int32_t ats_set_recording(int32_t enabled, int32_t* previous, ats_error* error) ATS_NOEXCEPT;
ATS_API int32_t ats_is_recording(int32_t* enabled, ats_error* error) ATS_NOEXCEPT;

ATS_API int32_t ats_set_requires_grad(ats_tensor tensor, int32_t requires_grad, ats_error* error) ATS_NOEXCEPT;

/* The accumulated gradient, NULL when there is none. */
ATS_API int32_t ats_get_grad(ats_tensor tensor, ats_tensor* gradient, ats_error* error) ATS_NOEXCEPT;
ATS_API int32_t ats_set_grad(ats_tensor tensor, ats_tensor gradient, ats_error* error) ATS_NOEXCEPT;

enum { ATS_RETAIN_GRAPH = 1, ATS_CREATE_GRAPH = 2, ATS_ALLOW_UNUSED = 4 };

/* Gradients of the sum of `outputs` (each weighted by its output gradient, where given) with respect to `inputs`. `output_gradients`
 * is NULL, or one per output, NULL entries meaning 1. `gradients` receives one per input, NULL for an unused one. */
ATS_API int32_t ats_grad(const ats_tensor* outputs, int32_t output_count, const ats_tensor* inputs, int32_t input_count,
                         const ats_tensor* output_gradients, int32_t flags, ats_tensor* gradients, ats_error* error) ATS_NOEXCEPT;

/* Adds the gradients of a scalar to every leaf it depends on. */
ATS_API int32_t ats_backward(ats_tensor output, int32_t retain_graph, ats_error* error) ATS_NOEXCEPT;

/* --- Task gradients ------------------------------------------------------------------------------------------------ */

/* Inner products in double precision of K task gradients, each given as `parts` tensors (task by task; NULL is zero), as
 * `tasks` x `tasks` entries, row by row. The result does not depend on the number of threads. */
ATS_API int32_t ats_gramian(const ats_tensor* gradients, int32_t tasks, int32_t parts, double* entries, ats_error* error) ATS_NOEXCEPT;

/* The same for the rows of a [K, d] matrix. */
ATS_API int32_t ats_gramian_of_rows(ats_tensor rows, double* entries, int32_t entry_count, ats_error* error) ATS_NOEXCEPT;

/* The weighted sum of K task gradients given as for ats_gramian: `combined` receives `parts` new tensors, NULL where every task's
 * part is. One pass over the gradients, in their own precision. */
ATS_API int32_t ats_combine(const ats_tensor* gradients, int32_t tasks, int32_t parts, const double* weights, ats_tensor* combined,
                            ats_error* error) ATS_NOEXCEPT;

#endif
