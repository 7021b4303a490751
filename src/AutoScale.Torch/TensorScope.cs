using System.Runtime.InteropServices;

namespace AutoScale.Torch;

/// <summary>Owns every tensor made on this thread while it is the innermost open scope; all of them die with it.</summary>
/// <remarks>
/// <para><c>using TensorScope scope = new();</c> around one training step makes its temporaries vanish at the end, so code inside never
/// disposes anything. A tensor that should outlive the scope is passed to <see cref="Keep"/>. Without any scope, tensors live until
/// disposed or collected.</para>
/// <para>Scopes nest and belong to the thread that opened them: disposing one also disposes those opened inside it. Other threads'
/// tensors are not affected.</para>
/// </remarks>
public sealed class TensorScope : IDisposable
{
    [ThreadStatic]
    private static TensorScope? _current;

    private readonly TensorScope? _outer;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly int _depth;
    private readonly List<Tensor?> _tensors = [];
    private bool _disposed;

    /// <summary>Opens a scope on this thread, inside the one open so far.</summary>
    public TensorScope()
    {
        _outer = _current;
        _depth = _outer is null ? 0 : _outer._depth + 1;
        _current = this;
    }

    /// <summary>The innermost open scope of this thread; null outside all scopes.</summary>
    public static TensorScope? Current => _current;

    /// <summary>Takes a tensor out of all scopes: it lives until disposed or collected.</summary>
    /// <param name="tensor">The tensor. Nothing happens when no scope owns it.</param>
    /// <returns>The same tensor.</returns>
    public static Tensor Escape(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        tensor.Scope?.Remove(tensor);
        return tensor;
    }

    /// <summary>Lets a tensor of this scope, or of one inside it, live on: it moves to the enclosing scope, or out of all scopes.</summary>
    /// <param name="tensor">The tensor. Nothing happens when an enclosing scope owns it, or none.</param>
    /// <returns>The same tensor.</returns>
    public Tensor Keep(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.Scope is { } owner && owner._depth >= _depth && owner._thread == _thread)
        {
            owner.Remove(tensor);
            _outer?.Register(tensor);
        }

        return tensor;
    }

    /// <summary>Disposes every tensor of this scope and of the scopes still open inside it.</summary>
    /// <exception cref="InvalidOperationException">Another thread opened the scope.</exception>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException(
                "A TensorScope was disposed on another thread than opened it. Do not await inside a scope.");
        }

        while (_current is { } inner && inner._depth > _depth)
        {
            inner.Dispose();
        }

        _current = _outer;
        _disposed = true;
        Tensor.DisposeAll(CollectionsMarshal.AsSpan(_tensors));
        _tensors.Clear();
    }

    /// <summary>Takes ownership of a tensor that no scope owns.</summary>
    internal void Register(Tensor tensor)
    {
        tensor.Scope = this;
        tensor.SlotInScope = _tensors.Count;
        _tensors.Add(tensor);
    }

    /// <summary>Gives up ownership of one of this scope's tensors.</summary>
    internal void Remove(Tensor tensor)
    {
        _tensors[tensor.SlotInScope] = null;
        tensor.Scope = null;
    }
}
