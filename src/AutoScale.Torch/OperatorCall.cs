using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace AutoScale.Torch;

/// <summary>One call of an <see cref="TorchOperator"/>: its arguments in the schema's order, then one of the ways to run it.</summary>
/// <remarks>
/// Lives on the stack and allocates nothing for up to 16 arguments, 32 list elements and 16 tensors; a list beyond that costs one
/// array. Trailing arguments left out take the schema's defaults. Not to be copied between adding arguments and running.
/// </remarks>
public ref partial struct OperatorCall
{
    private const int MaxArguments = 16;
    private const int InlineWords = 32;
    private const int InlineTensors = 16;

    private readonly TorchOperator _operator;
    private int _count;
    private int _wordCount;
    private int _tensorCount;
    private uint _inlineLists; // bit i: argument i is a list in _words, at the word its payload names
    private Arguments _arguments;
    private Words _words;
    private Tensors _tensors; // kept alive until the call is over
    private List<object>? _overflow; // likewise

    /// <summary>Begins a call without arguments.</summary>
    /// <param name="callee">The operator to call.</param>
    public OperatorCall(TorchOperator callee)
    {
        ArgumentNullException.ThrowIfNull(callee);
        Unsafe.SkipInit(out this); // the three counts say what is set; the runtime clears the references
        _operator = callee;
        _count = _wordCount = _tensorCount = 0;
        _inlineLists = 0;
        _overflow = null;
    }

    /// <summary>Adds "no value", for an optional argument.</summary>
    /// <returns>This call.</returns>
    [UnscopedRef]
    public ref OperatorCall AddNone()
    {
        Next().Tag = NativeTag.None;
        return ref this;
    }

    /// <summary>Adds a tensor, or "no value" for null.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <returns>This call.</returns>
    [UnscopedRef]
    public ref OperatorCall Add(Tensor? tensor)
    {
        if (tensor is null)
        {
            return ref AddNone();
        }

        ref NativeValue argument = ref Next();
        argument.Tag = NativeTag.Tensor;
        argument.Pointer = Borrow(tensor);
        return ref this;
    }

    /// <summary>Adds a number, for an argument of schema type float or Scalar.</summary>
    /// <param name="value">The number.</param>
    /// <returns>This call.</returns>
    [UnscopedRef]
    public ref OperatorCall Add(double value)
    {
        ref NativeValue argument = ref Next();
        argument.Tag = NativeTag.Double;
        argument.Number = value;
        return ref this;
    }

    /// <summary>Adds an integer, for an argument of schema type int or Scalar.</summary>
    /// <param name="value">The integer.</param>
    /// <returns>This call.</returns>
    [UnscopedRef]
    public ref OperatorCall Add(long value)
    {
        ref NativeValue argument = ref Next();
        argument.Tag = NativeTag.Int;
        argument.Integer = value;
        return ref this;
    }

    /// <summary>Adds a truth value.</summary>
    /// <param name="value">The truth value.</param>
    /// <returns>This call.</returns>
    [UnscopedRef]
    public ref OperatorCall Add(bool value)
    {
        ref NativeValue argument = ref Next();
        argument.Tag = NativeTag.Bool;
        argument.Integer = value ? 1 : 0;
        return ref this;
    }

    /// <summary>Adds an element type, or "no value" for null.</summary>
    /// <param name="type">The type.</param>
    /// <returns>This call.</returns>
    [UnscopedRef]
    public ref OperatorCall Add(ScalarType? type)
    {
        if (type is null)
        {
            return ref AddNone();
        }

        return ref Add((long)type.Value);
    }

    /// <summary>Adds a device.</summary>
    /// <param name="device">The device.</param>
    /// <returns>This call.</returns>
    [UnscopedRef]
    public ref OperatorCall Add(Device device)
    {
        ref NativeValue argument = ref Next();
        argument.Tag = NativeTag.Device;
        argument.Length = (int)device.Type;
        argument.Integer = device.Index;
        return ref this;
    }

    /// <summary>Adds a list of integers.</summary>
    /// <param name="values">The integers, copied.</param>
    /// <returns>This call.</returns>
    [UnscopedRef]
    public ref OperatorCall Add(scoped ReadOnlySpan<long> values)
    {
        values.CopyTo(NextList(NativeTag.IntList, values.Length));
        return ref this;
    }

    /// <summary>Adds a list of tensors.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <returns>This call.</returns>
    [UnscopedRef]
    public ref OperatorCall Add(scoped ReadOnlySpan<Tensor> tensors)
    {
        Span<long> words = NextList(NativeTag.TensorList, tensors.Length);
        for (int i = 0; i < tensors.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(tensors[i]);
            words[i] = Borrow(tensors[i]);
        }

        return ref this;
    }

    /// <summary>Adds a list of tensors some of which are absent, as an operator's indices.</summary>
    /// <param name="tensors">The tensors, null where absent.</param>
    /// <returns>This call.</returns>
    [UnscopedRef]
    public ref OperatorCall AddOptional(scoped ReadOnlySpan<Tensor?> tensors)
    {
        Span<long> words = NextList(NativeTag.OptionalTensorList, tensors.Length);
        for (int i = 0; i < tensors.Length; i++)
        {
            words[i] = tensors[i] is { } tensor ? Borrow(tensor) : 0;
        }

        return ref this;
    }

    [UnscopedRef]
    private ref NativeValue Next()
    {
        if (_count == MaxArguments)
        {
            throw new InvalidOperationException($"{_operator} was given more than {MaxArguments} arguments.");
        }

        return ref _arguments[_count++];
    }

    [UnscopedRef]
    private unsafe Span<long> NextList(NativeTag tag, int length)
    {
        ref NativeValue argument = ref Next();
        argument.Tag = tag;
        argument.Length = length;
        if (_wordCount + length <= InlineWords)
        {
            argument.Integer = _wordCount;
            _inlineLists |= 1u << (_count - 1);
            _wordCount += length;
            return ((Span<long>)_words).Slice(_wordCount - length, length);
        }

        long[] pinned = GC.AllocateUninitializedArray<long>(length, pinned: true);
        KeepAlive(pinned);
        argument.Pointer = (nint)Unsafe.AsPointer(ref pinned[0]);
        return pinned;
    }

    private nint Borrow(Tensor tensor)
    {
        nint handle = tensor.Handle;
        if (_tensorCount < InlineTensors)
        {
            _tensors[_tensorCount++] = tensor;
        }
        else
        {
            KeepAlive(tensor);
        }

        return handle;
    }

    private void KeepAlive(object needed) => (_overflow ??= []).Add(needed);

    [InlineArray(MaxArguments)]
    private struct Arguments
    {
        private NativeValue _first;
    }

    [InlineArray(InlineWords)]
    private struct Words
    {
        private long _first;
    }

    [InlineArray(InlineTensors)]
    private struct Tensors
    {
        private Tensor? _first;
    }
}
