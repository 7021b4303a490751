namespace AutoScale.Problems.Scenes;

/// <summary>The 13 classes of a scene, named and ordered as the 13-class labelling of NYUv2.</summary>
public enum SceneClass
{
    /// <summary>A bed with its pillows.</summary>
    Bed,

    /// <summary>Books, in a shelf or in a pile.</summary>
    Books,

    /// <summary>The ceiling.</summary>
    Ceiling,

    /// <summary>A chair.</summary>
    Chair,

    /// <summary>The floor.</summary>
    Floor,

    /// <summary>Cabinets, wardrobes, shelves.</summary>
    Furniture,

    /// <summary>Small things: vases, balls, boxes, lamps.</summary>
    Objects,

    /// <summary>A picture on a wall.</summary>
    Picture,

    /// <summary>A sofa.</summary>
    Sofa,

    /// <summary>A table.</summary>
    Table,

    /// <summary>A television.</summary>
    Television,

    /// <summary>A wall.</summary>
    Wall,

    /// <summary>A window.</summary>
    Window,
}
