namespace AutoScale.Studies.TensorBoard;

/// <summary>Writes a TensorBoard event file: what happened at which step, as scalars and texts.</summary>
/// <remarks>Source: TensorBoard, event.proto, summary.proto and tensor.proto, whose field numbers these are. A file begins with its format's
/// version and the start of a sitting, which makes TensorBoard drop what earlier files say of that step and of later ones. Not thread-safe.</remarks>
internal sealed class EventWriter
{
    private const string FileVersion = "brain.Event:2"; // from 2 on, the start of a sitting is told by an event
    private const long SessionStart = 1;
    private const long StringType = 7;

    private readonly RecordWriter _records;
    private readonly TimeProvider _time;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="time">The clock that events are stamped by.</param>
    /// <param name="firstStep">The first step of the sitting.</param>
    public EventWriter(Stream stream, TimeProvider time, long firstStep)
    {
        _records = new RecordWriter(stream);
        _time = time;
        Write(Event(0).Add(3, FileVersion));
        Write(Event(firstStep).Add(7, new ProtocolMessage().Add(1, SessionStart)));
    }

    /// <summary>Adds points of curves.</summary>
    /// <param name="step">The step.</param>
    /// <param name="points">The curve's name and its value; one that is not finite in single precision is left out.</param>
    public void WriteScalars(long step, IEnumerable<(string Tag, double Value)> points)
    {
        ProtocolMessage summary = new();
        foreach ((string tag, double value) in points.Where(point => float.IsFinite((float)point.Value)))
        {
            summary.Add(1, new ProtocolMessage().Add(1, tag).Add(2, (float)value));
        }

        Write(Event(step).Add(5, summary));
    }

    /// <summary>Adds a text, shown as Markdown.</summary>
    /// <param name="step">The step.</param>
    /// <param name="tag">The text's name.</param>
    /// <param name="text">The text.</param>
    public void WriteText(long step, string tag, string text)
    {
        ProtocolMessage shape = new ProtocolMessage().Add(2, new ProtocolMessage().Add(1, 1L));
        ProtocolMessage tensor = new ProtocolMessage().Add(1, StringType).Add(2, shape).Add(8, text);
        ProtocolMessage metadata = new ProtocolMessage().Add(1, new ProtocolMessage().Add(1, "text"));
        Write(Event(step).Add(5, new ProtocolMessage().Add(1, new ProtocolMessage().Add(1, tag).Add(8, tensor).Add(9, metadata))));
    }

    private ProtocolMessage Event(long step) =>
        new ProtocolMessage().Add(1, (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds).Add(2, step);

    private void Write(ProtocolMessage message) => _records.Write(message.Bytes);
}
