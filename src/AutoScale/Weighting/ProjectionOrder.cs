namespace AutoScale.Weighting;

/// <summary>In which order one task's gradient meets the others.</summary>
/// <param name="iteration">The training step.</param>
/// <param name="task">Whose gradient.</param>
/// <param name="room">Room for K task numbers.</param>
/// <returns>Tasks in order, from the room or elsewhere; the task itself is passed over.</returns>
internal delegate ReadOnlySpan<int> ProjectionOrder(int iteration, int task, Span<int> room);
