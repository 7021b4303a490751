namespace AutoScale.Studies.Tests.TensorBoard;

/// <summary>A clock that stands still, at 1.5 seconds after the epoch.</summary>
internal sealed class FixedTime : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(1.5);
}
