using System.Runtime.CompilerServices;

namespace AutoScale.Torch;

/// <content>The ways to run a call.</content>
public ref partial struct OperatorCall
{
    /// <summary>Runs the call for its one result.</summary>
    /// <returns>A new tensor, registered in the current <see cref="TensorScope"/>.</returns>
    /// <exception cref="TorchException">libtorch refused the arguments or failed.</exception>
    public Tensor Run()
    {
        NativeValue result = RunSingle();
        return result.Tag == NativeTag.Tensor
            ? new Tensor(result.Pointer)
            : throw new TorchException($"{_operator}: expected a tensor as result, got {result.Tag}");
    }

    /// <summary>Runs the call for its one result, a number or truth value.</summary>
    /// <returns>The number; 1 and 0 for true and false.</returns>
    /// <exception cref="TorchException">libtorch refused the arguments or failed.</exception>
    public double RunToNumber()
    {
        NativeValue result = RunSingle();
        return result.Tag == NativeTag.Double ? result.Number : result.Integer;
    }

    /// <summary>Runs the call for what it does; its results are dropped.</summary>
    /// <exception cref="TorchException">libtorch refused the arguments or failed.</exception>
    public void RunInPlace() => Invoke([]);

    /// <summary>Runs the call for several results, or for a list of tensors.</summary>
    /// <param name="results">Receives new tensors, null where the operator gave none; exactly as many as it gives.</param>
    /// <exception cref="TorchException">libtorch refused the arguments or failed, or gave another number of results.</exception>
    public void Run(scoped Span<Tensor?> results)
    {
        scoped Span<NativeValue> values =
            results.Length <= MaxArguments ? stackalloc NativeValue[results.Length] : new NativeValue[results.Length];
        int count = Invoke(values);
        for (int i = 0; i < count; i++)
        {
            results[i] = values[i].Tag == NativeTag.Tensor ? new Tensor(values[i].Pointer) : null;
        }

        if (count != results.Length)
        {
            throw new TorchException($"{_operator}: expected {results.Length} results, got {count}");
        }
    }

    private NativeValue RunSingle()
    {
        NativeValue result = default;
        Invoke(new Span<NativeValue>(ref result));
        return result;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private unsafe int Invoke(scoped Span<NativeValue> results)
    {
        Span<NativeValue> arguments = _arguments;
        int count;
        fixed (NativeValue* first = arguments)
        fixed (long* words = (Span<long>)_words)
        fixed (NativeValue* target = results)
        {
            for (int i = 0; _inlineLists >> i != 0; i++)
            {
                if (((_inlineLists >> i) & 1) != 0)
                {
                    first[i].Pointer = (nint)(words + first[i].Integer);
                }
            }

            int status = NativeMethods.Call(_operator.Handle, first, _count, target, results.Length, out count, out NativeError error);
            if (status != 0)
            {
                TorchException.ThrowIfFailed(status, in error, _operator.ToString());
            }
        }

        // A finalizer must not release an argument while the operator reads it.
        for (int i = 0; i < _tensorCount; i++)
        {
            GC.KeepAlive(_tensors[i]);
        }

        GC.KeepAlive(_overflow);
        return count;
    }
}
