namespace AutoScale.Problems.Scenes.Rooms;

/// <summary>A flat top on which small things can stand: its item's place, half its extents and its height, in metres.</summary>
internal readonly record struct Top(Placement Placement, double HalfWidth, double HalfDepth, double Height);
