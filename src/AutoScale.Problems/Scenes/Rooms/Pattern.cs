namespace AutoScale.Problems.Scenes.Rooms;

/// <summary>How a material's colour varies over its surface.</summary>
internal enum Pattern
{
    /// <summary>Three sine waves: cloth, plaster, wood from afar.</summary>
    Waves,

    /// <summary>Floor boards with their own shades and a dark seam.</summary>
    Boards,

    /// <summary>Square tiles with their own shades and a dark joint.</summary>
    Tiles,

    /// <summary>The backs of books: one colour a book.</summary>
    Spines,

    /// <summary>A painting: patches of colour.</summary>
    Canvas,

    /// <summary>A dark screen that mirrors some light near its top.</summary>
    Screen,

    /// <summary>The view out of a window: sky above, something darker below.</summary>
    Outdoors,
}
