namespace AutoScale.Problems.Scenes;

/// <summary>Chooses the colour of a pixel.</summary>
/// <param name="channels">The pixel's values, one per channel.</param>
/// <param name="colour">Receives red, green and blue.</param>
internal delegate void PixelPainter(ReadOnlySpan<float> channels, Span<byte> colour);
